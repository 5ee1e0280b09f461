package io.ionroller.api.app;

import com.typesafe.config.Config;
import io.ionroller.deploy.ec2.Ec2Config;
import io.ionroller.deploy.ec2.Ec2Platform;
import io.ionroller.deploy.ec2.account.AwsAccounts;
import io.ionroller.deploy.ec2.gate.GateSettings;
import io.ionroller.deploy.ec2.gate.Gates;
import io.ionroller.deploy.ec2.gate.SharedBudgets;
import io.ionroller.deploy.ec2.gate.TimerThread;
import io.ionroller.engine.work.Permit;
import java.time.InstantSource;
import org.apache.pekko.actor.typed.ActorSystem;

/** The platform {@code ec2} of this node with its gates, whose rates it shares with the other nodes. Opens nothing until it is used. */
final class Ec2Engine implements AutoCloseable {

    private final TimerThread time;
    private final Gates gates;
    private final AwsAccounts accounts;
    private final Ec2Platform platform;

    private Ec2Engine(TimerThread time, Gates gates, AwsAccounts accounts, Ec2Platform platform) {
        this.time = time;
        this.gates = gates;
        this.accounts = accounts;
        this.platform = platform;
    }

    /**
     * Makes no call yet.
     *
     * @throws com.typesafe.config.ConfigException naming the key that is missing or wrong
     */
    static Ec2Engine start(ActorSystem<?> system, Permit permit) {
        Config config = system.settings().config();
        Ec2Config ec2 = Ec2Config.from(config);
        GateSettings settings = GateSettings.from(config.getConfig("ionroller.ec2.gate"));
        TimerThread time = new TimerThread(system.executionContext());
        Gates gates = new Gates(SharedBudgets.start(system, settings, time)::budget, settings, time);
        AwsAccounts accounts = new AwsAccounts(ec2.endpoint(), ec2.answerTimeout(), gates, permit::granted);
        return new Ec2Engine(time, gates, accounts, new Ec2Platform(ec2, accounts, InstantSource.system()));
    }

    Ec2Platform platform() {
        return platform;
    }

    /** Where all its calls wait for their turn. */
    Gates gates() {
        return gates;
    }

    @Override
    public void close() {
        platform.close();
        accounts.close();
        time.close();
    }
}
