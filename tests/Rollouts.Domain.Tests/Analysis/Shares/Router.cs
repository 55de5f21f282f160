using Rollouts.Analysis;
using Rollouts.Analysis.Judges;
using Rollouts.Analysis.Shares;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Domain.Tests.Analysis.Shares;

/// <summary>A router that is told weights and gives shares, read every five seconds.</summary>
internal sealed class Router
{
    public static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);

    private const long Requests = 500;

    private long _number;

    public Router(ShareSettings settings) => State = CheckStates.Begin(settings, Now);

    public CheckState State { get; private set; }

    public Instant Now { get; private set; } = new(1_800_000_000_000_000);

    public string Sentence => State.Verdict().Evidence.Sentence;

    public static Router Asked(int percent, ShareSettings? settings = null) =>
        new Router(settings ?? new ShareSettings()).Ask(percent);

    /// <summary>Begins a weight; null while none is in force alone.</summary>
    public Router Ask(int? percent, Split split = Split.BothArms)
    {
        State.Shifted(new Shift(Now, split, InForce: percent is { } weight ? Weight.Percent(weight) : null));
        return this;
    }

    /// <summary>Gives exactly this share of each tick.</summary>
    public CheckOutcome Give(double share, int ticks = 1) =>
        Count((long)(Requests * share), Requests - (long)(Requests * share), ticks);

    public CheckOutcome Count(long candidate, long baseline, int ticks = 1)
    {
        for (int tick = 0; tick < ticks; tick++)
        {
            Take(candidate, baseline);
        }

        return State.Outcome;
    }

    /// <summary>How many ticks it takes to be found; null if it is not within so many.</summary>
    public int? FoundAfter(double share, int atMost)
    {
        for (int tick = 1; tick <= atMost; tick++)
        {
            if (Give(share) == CheckOutcome.Misrouted)
            {
                return tick;
            }
        }

        return null;
    }

    /// <summary>Stores the state and reads it back, as an engine does between two ticks.</summary>
    public int StoreAndReadBack()
    {
        byte[] room = new byte[CheckState.PackedAtMost];
        int length = State.Pack(room);
        State = CheckStates.Unpack(State.Settings, room.AsSpan(0, length))!;
        return length;
    }

    private void Take(long candidate, long baseline)
    {
        Instant from = Now;
        Now = from + Tick;
        State.Judge(new CountTick(++_number, from, Now, new ArmIncrement(candidate, 0), new ArmIncrement(baseline, 0)));
    }
}
