using Rollouts.Domain.Analysis.BurnRate;
using Rollouts.Domain.Analysis.Compare;
using Rollouts.Domain.Analysis.Packing;
using Rollouts.Domain.Analysis.Sequential;
using Rollouts.Domain.Analysis.Threshold;
using Rollouts.Domain.Analysis.Ticks;

namespace Rollouts.Domain.Analysis;

/// <summary>
/// One check on one target while it is judged: a pure fold of its ticks and shifts. The same inputs in the same order
/// give the same bytes, whether or not the state was stored in between; a tick it has seen changes nothing.
/// </summary>
/// <remarks>
/// The fold is done in place, because a state is two hundred numbers and a tick comes every few seconds for ten
/// thousand rollouts: whoever unpacked a state owns it, and nobody else sees it change.
/// </remarks>
public abstract class CheckState
{
    /// <summary>No packed state is larger.</summary>
    public const int PackedAtMost = 2048;

    private const byte Version = 1;

    private bool _failing;
    private Instant _answeredAt;
    private Instant _dataAt;

    private protected CheckState(JudgeSettings settings, Instant at)
    {
        Settings = settings;
        _answeredAt = _dataAt = LastAt = Since = ShiftedAt = at;
    }

    public JudgeSettings Settings { get; }

    public Standing Standing { get; private set; } = Standing.Watching;

    /// <summary>Since when it stands so.</summary>
    public Instant Since { get; private set; }

    /// <summary>The number of the last tick judged; one that is not above it is not judged again.</summary>
    public long LastTick { get; private set; }

    /// <summary>What a comparison found, once it was concluded; a score is made of these.</summary>
    public virtual Comparison? Comparison => null;

    private protected Instant LastAt { get; private set; }

    private protected Split Split { get; private set; }

    public Instant ShiftedAt { get; private set; }

    private protected long LeastRequests { get; private set; } = Shift.UsualRequests;

    private protected double? Margin { get; private set; }

    /// <summary>A state before its first tick.</summary>
    public static CheckState Begin(JudgeSettings settings, Instant at) =>
        settings switch
        {
            RelativeSettings relative => new RelativeState(relative, at),
            LimitSettings limit => new LimitState(limit, at),
            ThresholdSettings threshold => new ThresholdState(threshold, at),
            CompareSettings compare => new CompareState(compare, at),
            BurnRateSettings burnRate => new BurnRateState(burnRate, at),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>
    /// Null where the bytes are of another version, or of a check with other settings: the state is then rebuilt
    /// from its ticks.
    /// </summary>
    public static CheckState? Unpack(JudgeSettings settings, ReadOnlySpan<byte> packed)
    {
        CheckState state = Begin(settings, default);
        var reader = new PackReader(packed);
        if (packed.IsEmpty || reader.Byte() != Version || reader.Byte() != state.Shape)
        {
            return null;
        }

        state.UnpackHead(ref reader);
        state.UnpackBody(ref reader);
        return state;
    }

    /// <summary>Writes the state and says how many bytes it took.</summary>
    public int Pack(Span<byte> room)
    {
        var writer = new PackWriter(room);
        writer.Byte(Version);
        writer.Byte(Shape);
        PackHead(ref writer);
        PackBody(ref writer);
        return writer.Written;
    }

    /// <summary>Takes one tick and says how the check stands with it.</summary>
    public Standing Judge(Tick tick)
    {
        if (tick.Number <= LastTick)
        {
            return Standing;
        }

        LastTick = tick.Number;
        LastAt = Instant.Max(LastAt, tick.To);
        _failing = tick is FailedTick;
        if (!_failing)
        {
            _answeredAt = LastAt;
        }

        bool isWarm = LastAt - ShiftedAt >= Settings.WarmUp;
        if (tick is CountTick or ValueTick)
        {
            _dataAt = Absorb(tick, isWarm) ? LastAt : _dataAt;
        }

        Settle(Weigh(isWarm));
        return Standing;
    }

    /// <summary>Traffic was seen to have shifted: from here on the candidate is to be found healthy anew.</summary>
    public void Shifted(Shift shift)
    {
        (Split, LeastRequests, Margin) = (shift.Split, shift.LeastRequests, shift.Margin);
        ShiftedAt = LastAt = Instant.Max(LastAt, shift.At);
        OnShifted();
        Settle(
            Standing == Standing.Breach ? Standing.Breach
            : Rests ? Standing.AtRest
            : Standing.Watching
        );
    }

    /// <summary>
    /// A verify would end now: a comparison is judged, once. Other judges have judged every tick and change nothing.
    /// </summary>
    public Standing Conclude(Instant at)
    {
        LastAt = Instant.Max(LastAt, at);
        OnConcluded();
        Settle(Weigh(isWarm: true));
        return Standing;
    }

    /// <summary>Forgets the evidence so far: somebody answered for a breach, and what comes is judged anew.</summary>
    public void StartAfresh(Instant at)
    {
        LastAt = _answeredAt = _dataAt = Instant.Max(LastAt, at);
        _failing = false;
        OnAfresh();
        Settle(Rests ? Standing.AtRest : Standing.Watching);
    }

    /// <summary>How the check stands, with the evidence to show. Built when asked for, not on every tick.</summary>
    public Verdict Verdict() => new(Standing, Explain() with { Since = Since });

    /// <summary>
    /// Tells apart states that cannot be read as one another; the settings must not change beneath a state.
    /// </summary>
    private protected abstract byte Shape { get; }

    /// <summary>Whether there is nothing to compare with.</summary>
    private protected virtual bool Rests => false;

    /// <summary>Takes the numbers of a tick; false when they say nothing.</summary>
    private protected abstract bool Absorb(Tick tick, bool isWarm);

    /// <summary>What the evidence says by itself: breach, shared incident, healthy or watching.</summary>
    private protected abstract Standing Judged();

    private protected abstract void OnShifted();

    private protected abstract void OnAfresh();

    private protected virtual void OnConcluded() { }

    private protected abstract Evidence Explain();

    private protected abstract void PackBody(ref PackWriter writer);

    private protected abstract void UnpackBody(ref PackReader reader);

    private protected void Settle(Standing standing)
    {
        if (Standing != standing)
        {
            (Standing, Since) = (standing, LastAt);
        }
    }

    private Standing Weigh(bool isWarm)
    {
        if (Standing == Standing.Breach)
        {
            // Taken back only by a person, who then starts fresh evidence.
            return Standing.Breach;
        }

        if (Rests)
        {
            return Standing.AtRest;
        }

        if (_failing)
        {
            return LastAt - _answeredAt >= Settings.SourceFailedAfter ? Standing.SourceFailed : Standing;
        }

        Instant quietSince = Instant.Max(_dataAt, ShiftedAt);
        bool isQuiet = quietSince < LastAt && LastAt - quietSince >= Settings.NoDataAfter;
        if (isQuiet && Split != Split.BaselineAlone)
        {
            return Standing.NoData;
        }

        return isWarm ? Judged() : Standing.Watching;
    }

    private void PackHead(ref PackWriter writer)
    {
        writer.Byte((byte)((int)Standing | ((int)Split << 4)));
        writer.Byte((byte)((_failing ? 1 : 0) | (Margin.HasValue ? 2 : 0)));
        writer.Number(Margin ?? 0);
        writer.Whole(LeastRequests);
        writer.Whole(LastTick);
        writer.Moment(LastAt);
        writer.Moment(Since);
        writer.Moment(ShiftedAt);
        writer.Moment(_answeredAt);
        writer.Moment(_dataAt);
    }

    private void UnpackHead(ref PackReader reader)
    {
        byte standing = reader.Byte();
        byte flags = reader.Byte();
        (Standing, Split) = ((Standing)(standing & 0x0F), (Split)(standing >> 4));
        double margin = reader.Number();
        (_failing, Margin) = ((flags & 1) != 0, (flags & 2) != 0 ? margin : null);
        LeastRequests = reader.Whole();
        LastTick = reader.Whole();
        LastAt = reader.Moment();
        Since = reader.Moment();
        ShiftedAt = reader.Moment();
        _answeredAt = reader.Moment();
        _dataAt = reader.Moment();
    }
}
