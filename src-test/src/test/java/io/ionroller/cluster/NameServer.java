package io.ionroller.cluster;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.List;

/** A name server (RFC 1035) that has the same address records for every name, and no others. */
final class NameServer implements AutoCloseable {

    private static final int ADDRESS_RECORD = 1;
    private static final int HEADER = 12;

    private final DatagramSocket socket;
    private final List<InetAddress> addresses;

    NameServer(List<InetAddress> addresses) throws SocketException {
        this.addresses = addresses;
        this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(new byte[512], 512);
            try {
                socket.receive(packet);
                byte[] answer = answer(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private byte[] answer(ByteBuffer question) throws IOException {
        short id = question.getShort(0);
        question.position(HEADER);
        for (int length = question.get(); length != 0; length = question.get()) {
            question.position(question.position() + length);
        }
        boolean known = question.getShort() == ADDRESS_RECORD;
        question.getShort();
        byte[] asked = new byte[question.position() - HEADER];
        question.get(HEADER, asked);

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(id);
        out.writeShort(0x8580);
        out.writeShort(1);
        out.writeShort(known ? addresses.size() : 0);
        out.writeInt(0);
        out.write(asked);
        for (InetAddress address : known ? addresses : List.<InetAddress>of()) {
            // The name: a pointer to that of the question.
            out.writeShort(0xC000 | HEADER);
            out.writeShort(ADDRESS_RECORD);
            out.writeShort(1);
            out.writeInt(5);
            out.writeShort(address.getAddress().length);
            out.write(address.getAddress());
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
