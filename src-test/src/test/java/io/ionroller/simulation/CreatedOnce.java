package io.ionroller.simulation;

/** The cloud names environments as it is told, so the engine must tell it one name, once stored. */
final class CreatedOnce extends Invariant {

    CreatedOnce(World world) {
        super(
                world,
                "each environment comes into being once, under the name that was stored for it, and never after its removal");
    }

    @Override
    void changes(CloudChange change) {
        if (change instanceof CloudChange.Creation(var id, boolean again)) {
            check(!again, id + " comes into being again");
            check(
                    world().invariants().state().environments().containsKey(id),
                    id + " comes into being, which nobody wants");
        }
    }
}
