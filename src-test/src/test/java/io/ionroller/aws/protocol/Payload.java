package io.ionroller.aws.protocol;

/** The bytes of an object: what a call brings and what its answer takes along, besides structures. Of one call, one thread. */
public final class Payload {

    private byte[] sent = new byte[0];
    private byte[] answered = new byte[0];

    public byte[] sent() {
        return sent;
    }

    public void sent(byte[] bytes) {
        sent = bytes;
    }

    public void answer(byte[] bytes) {
        answered = bytes;
    }

    /** The answer with these bytes, if there are any. */
    public HttpAnswer in(HttpAnswer answer) {
        return answered.length == 0 ? answer : new HttpAnswer(answer.status(), answer.headers(), answered);
    }
}
