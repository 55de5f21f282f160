using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Rollouts.Engine.Metering;

/// <summary>
/// All instruments, and the one source of spans. Alerts and dashboards depend on the names, so a test compares them
/// with an approved file. No tag holds a secret or text from outside.
/// </summary>
public static class Telemetry
{
    /// <summary>The name by which an exporter of another process subscribes.</summary>
    public const string Name = "Rollouts";

    private const string Seconds = "s";

    /// <summary>From an unnoticeable wait to a lease that expired and was taken over.</summary>
    private static readonly InstrumentAdvice<double> Waits = new()
    {
        HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
    };

    /// <summary>From an admin socket to the longest timeout of a source.</summary>
    private static readonly InstrumentAdvice<double> Calls = new()
    {
        HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30],
    };

    private static readonly Meter Meter = new(Name);

    public static ActivitySource Source { get; } = new(Name);

    public static Counter<long> StatusTransitions { get; } =
        Meter.CreateCounter<long>(
            "rollouts.status.transitions",
            "{transition}",
            "Rollouts that came to a status, by service and environment."
        );

    public static Histogram<double> DriveLateness { get; } =
        Meter.CreateHistogram(
            "rollouts.drive.lateness",
            Seconds,
            "How long after its due time a rollout was claimed.",
            advice: Waits
        );

    public static Gauge<long> LaneRunning { get; } =
        Meter.CreateGauge<long>(
            "rollouts.lane.running",
            "{item}",
            "What a lane of this process works on now, by lane."
        );

    public static Gauge<double> LaneLate { get; } =
        Meter.CreateGauge<double>(
            "rollouts.lane.lateness",
            Seconds,
            "How late the most overdue work of a lane's newest claim was, by lane."
        );

    public static Gauge<long> Shedding { get; } =
        Meter.CreateGauge<long>(
            "rollouts.lane.shed",
            unit: null,
            "1 while a lane's work is held back so that more urgent work is done, otherwise 0, by lane."
        );

    public static Histogram<double> DriveDuration { get; } =
        Meter.CreateHistogram(
            "rollouts.drive.duration",
            Seconds,
            "How long one look at a rollout took.",
            advice: Calls
        );

    public static Histogram<double> AskLateness { get; } =
        Meter.CreateHistogram(
            "rollouts.ask.lateness",
            Seconds,
            "How long after its due time a question was claimed.",
            advice: Waits
        );

    public static Gauge<long> Overdue { get; } =
        Meter.CreateGauge<long>(
            "rollouts.overdue.rollouts",
            "{rollout}",
            "Rollouts that no worker has looked at for half a minute after their due time."
        );

    public static Gauge<long> Unreadable { get; } =
        Meter.CreateGauge<long>(
            "rollouts.unreadable.rollouts",
            "{rollout}",
            "Rollouts that this process failed to read, because another build wrote them."
        );

    public static Gauge<double> LongestOverdue { get; } =
        Meter.CreateGauge<double>("rollouts.overdue.longest", Seconds, "How late the latest of them is.");

    public static Gauge<double> SinceLastLook { get; } =
        Meter.CreateGauge<double>(
            "rollouts.look.age",
            Seconds,
            "Seconds since this worker last looked at a rollout while one is live, on the monotonic clock."
        );

    public static Counter<long> ClockJumps { get; } =
        Meter.CreateCounter<long>(
            "rollouts.clock.jumps",
            "{jump}",
            "Jumps of the store's clock by more than five seconds against elapsed time."
        );

    public static Histogram<double> RouterCalls { get; } =
        Meter.CreateHistogram(
            "rollouts.router.call.duration",
            Seconds,
            "Calls of routers, by system, operation, direction and outcome.",
            advice: Calls
        );

    public static Histogram<double> SourceCalls { get; } =
        Meter.CreateHistogram(
            "rollouts.source.call.duration",
            Seconds,
            "Questions to metric sources, by system and outcome.",
            advice: Calls
        );

    public static Histogram<double> GateCalls { get; } =
        Meter.CreateHistogram("rollouts.gate.call.duration", Seconds, "Questions to gates, by outcome.", advice: Calls);

    public static Histogram<double> StoreCalls { get; } =
        Meter.CreateHistogram(
            "rollouts.store.call.duration",
            Seconds,
            "Calls of the store, by operation and outcome.",
            advice: Calls
        );

    public static Counter<long> LostRaces { get; } =
        Meter.CreateCounter<long>(
            "rollouts.commit.conflicts",
            "{commit}",
            "Commits that lost a race against another writer; they are decided again."
        );

    public static Counter<long> LostLeases { get; } =
        Meter.CreateCounter<long>(
            "rollouts.lease.losses",
            "{lease}",
            "Commits that were not written because another worker had taken over."
        );

    public static Counter<long> Messages { get; } =
        Meter.CreateCounter<long>(
            "rollouts.outbox.messages",
            "{message}",
            "Messages by what became of them: written, sent, later or dead."
        );

    public static Gauge<long> StoreHeld { get; } =
        Meter.CreateGauge<long>(
            "rollouts.store.held",
            unit: null,
            "1 while the database went back in time and this is not acknowledged, otherwise 0."
        );

    public static Gauge<long> OutboxDead { get; } =
        Meter.CreateGauge<long>(
            "rollouts.outbox.dead",
            "{message}",
            "Messages that were given up and wait for a person; not counted beyond a thousand."
        );

    public static Gauge<long> CircuitState { get; } =
        Meter.CreateGauge<long>(
            "rollouts.circuit.state",
            "{state}",
            "Whether a system is called: 0 closed (it is), 1 half open (it is tried), 2 open (it is left alone)."
        );

    public static Counter<long> LoopFailures { get; } =
        Meter.CreateCounter<long>(
            "rollouts.loop.failures",
            "{pass}",
            "Passes of a background loop that failed unexpectedly, by loop."
        );

    public static Counter<long> LoopItemFailures { get; } =
        Meter.CreateCounter<long>(
            "rollouts.loop.item.failures",
            "{item}",
            "Items of a background loop that failed unexpectedly, by loop; the other items went on."
        );

    public static Counter<long> RouteClaims { get; } =
        Meter.CreateCounter<long>(
            "rollouts.route.claims",
            "{claim}",
            "Routes without a declared owner that a service claimed by beginning a rollout on them."
        );

    public static Counter<long> CircuitRefusals { get; } =
        Meter.CreateCounter<long>(
            "rollouts.circuit.refusals",
            "{call}",
            "Calls that were not made because the circuit of their system is open."
        );
}
