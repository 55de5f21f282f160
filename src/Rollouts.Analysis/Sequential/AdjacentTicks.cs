using Rollouts.Analysis.Packing;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Analysis.Sequential;

/// <summary>Holds a tick back until the one after it is known.</summary>
internal sealed class AdjacentTicks
{
    private ArmIncrement? _last;
    private Instant _lastTo;

    /// <summary>The tick that waits.</summary>
    public AdjacentTick? Held { get; private set; }

    /// <summary>Records a tick that is not judged itself, but may precede one that is.</summary>
    public void Pass(Instant to, ArmIncrement baseline)
    {
        Held = null;
        (_last, _lastTo) = (baseline, to);
    }

    /// <summary>Holds this tick and returns the one held before, which now has both its neighbors.</summary>
    public AdjacentTick? Next(Instant from, Instant to, ArmIncrement candidate, ArmIncrement baseline)
    {
        bool follows = from == _lastTo;
        AdjacentTick? whole = Held is { } held ? held with { After = follows ? baseline : null } : null;
        Held = new AdjacentTick(candidate, follows ? _last : null, baseline, After: null);
        (_last, _lastTo) = (baseline, to);
        return whole;
    }

    public void Clear() => (Held, _last) = (null, null);

    public void Pack(ref PackWriter writer)
    {
        writer.Moment(_lastTo);
        PackArm(ref writer, _last);
        PackArm(ref writer, Held?.Candidate);
        PackArm(ref writer, Held?.Before);
    }

    public void Unpack(ref PackReader reader)
    {
        _lastTo = reader.Moment();
        _last = UnpackArm(ref reader);
        ArmIncrement? candidate = UnpackArm(ref reader);
        ArmIncrement? before = UnpackArm(ref reader);
        // The tick held is the last one seen, so its own baseline needs no second copy.
        Held = candidate is { } arm && _last is { } same ? new AdjacentTick(arm, before, same, After: null) : null;
    }

    private static void PackArm(ref PackWriter writer, ArmIncrement? arm)
    {
        writer.Flag(arm.HasValue);
        if (arm is { } known)
        {
            writer.Whole(known.Requests);
            writer.Whole(known.Bad);
            writer.Whole(known.BadAtSecond);
            writer.Whole(known.BadAtThird);
        }
    }

    private static ArmIncrement? UnpackArm(ref PackReader reader) =>
        reader.Flag() ? new ArmIncrement(reader.Whole(), reader.Whole(), reader.Whole(), reader.Whole()) : null;
}
