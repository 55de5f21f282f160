using Rollouts.Integrations.Outside;

namespace Rollouts.Fakes;

/// <summary>What goes wrong with one call of a fake.</summary>
public abstract record Mishap
{
    private Mishap() { }

    /// <summary>It fails, and nothing was done.</summary>
    public sealed record Fails(Fault Fault) : Mishap;

    /// <summary>It answers after a while; does the fake not wait that long, it is a time-out, and nothing was done.</summary>
    public sealed record Late(TimeSpan After) : Mishap;

    /// <summary>Everything was done, and the answer got lost.</summary>
    public sealed record DoneButFails(Fault Fault) : Mishap;

    /// <summary>One side of a write was done, and then it failed.</summary>
    public sealed record HalfDone(Fault Fault) : Mishap;

    /// <summary>A write is accepted, and never done.</summary>
    public sealed record AcceptedOnly : Mishap;

    /// <summary>A read shows what was there before the last change.</summary>
    public sealed record Stale : Mishap;

    /// <summary>A read shows the last thing that was ever asked for, whether it was done or not.</summary>
    public sealed record Lie : Mishap;

    public static Mishap Throttled(TimeSpan wait) =>
        new Fails(new Fault(FaultKind.Throttled, "the fake asks for patience", wait));

    public static Mishap Unreachable { get; } = new Fails(new Fault(FaultKind.Unreachable, "the fake is not there"));

    public static Mishap Broken { get; } = new Fails(new Fault(FaultKind.Broken, "the fake is broken"));

    public static Mishap Denied { get; } = new Fails(new Fault(FaultKind.Denied, "the fake does not know you"));
}
