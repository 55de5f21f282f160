using Rollouts.Analysis.Packing;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Analysis;

/// <summary>
/// The state of one check on one target: a pure fold of its ticks and shifts. The same inputs in the same order yield
/// the same bytes, whether or not the state was stored in between. A tick that was judged before changes nothing.
/// </summary>
/// <remarks>
/// The fold is done in place, because a state is two hundred numbers and a tick comes every few seconds for ten
/// thousand rollouts. The caller that unpacked a state owns it, so no other code sees it change.
/// </remarks>
public abstract class CheckState
{
    /// <summary>The maximum size of a packed state without values of a label, in bytes.</summary>
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

    public CheckOutcome Outcome { get; private set; } = CheckOutcome.Watching;

    /// <summary>Since when the check has its present outcome.</summary>
    public Instant Since { get; private set; }

    /// <summary>The number of the last judged tick. A tick with this or a lower number is not judged again.</summary>
    public long LastTick { get; private set; }

    /// <summary>The progress of the evidence of a breach; 1 decides. Null if the judge gathers none.</summary>
    public virtual double? TowardBreach => null;

    /// <summary>
    /// The progress towards a healthy outcome; 1 is enough, and 0 means that something speaks against the candidate.
    /// Null if the judge gathers no evidence.
    /// </summary>
    public virtual double? TowardHealthy => null;

    /// <summary>The bytes that <see cref="Pack"/> writes at most. Each value of a label adds to them.</summary>
    public virtual int RoomToPack => PackedAtMost;

    private protected Instant LastAt { get; private set; }

    private protected Split Split { get; private set; }

    public Instant ShiftedAt { get; private set; }

    private protected long LeastRequests { get; private set; } = Shift.UsualRequests;

    private protected double? Margin { get; private set; }

    /// <summary>The weight of the last shift. A judge that uses it keeps it in its own part of the state.</summary>
    private protected Weight? InForce { get; private set; }

    /// <summary>
    /// Whether the state was told of this weight. Only the judge of the share asks for it: its weight may change
    /// without a shift of the plan.
    /// </summary>
    public virtual bool IsAskedFor(Weight? inForce) => true;

    /// <summary>
    /// Reads the bytes that <see cref="Pack"/> wrote. Returns false if they are of another version, or of a check with
    /// other settings.
    /// </summary>
    internal bool TryUnpack(ReadOnlySpan<byte> packed)
    {
        var reader = new PackReader(packed);
        if (packed.IsEmpty || reader.Byte() != Version || reader.Byte() != Shape)
        {
            return false;
        }

        UnpackHead(ref reader);
        UnpackBody(ref reader);
        return true;
    }

    /// <summary>Writes the state and returns the number of bytes.</summary>
    public int Pack(Span<byte> room)
    {
        var writer = new PackWriter(room);
        writer.Byte(Version);
        writer.Byte(Shape);
        PackHead(ref writer);
        PackBody(ref writer);
        return writer.Written;
    }

    /// <summary>Judges one tick and returns the new outcome of the check.</summary>
    public CheckOutcome Judge(Tick tick)
    {
        if (tick.Number <= LastTick)
        {
            return Outcome;
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
        return Outcome;
    }

    /// <summary>Records an observed shift of traffic. The candidate must be found healthy anew.</summary>
    public void Shifted(Shift shift)
    {
        (Split, LeastRequests, Margin) = (shift.Split, shift.LeastRequests, shift.Margin);
        InForce = shift.InForce;
        ShiftedAt = LastAt = Instant.Max(LastAt, shift.At);
        OnShifted();
        Settle(
            Outcome == CheckOutcome.Breach ? CheckOutcome.Breach
            : Rests ? CheckOutcome.NotApplicable
            : CheckOutcome.Watching
        );
    }

    /// <summary>
    /// Judges a comparison once, at the end of a verify. Other judges have judged every tick, so this changes nothing.
    /// </summary>
    public CheckOutcome Conclude(Instant at)
    {
        LastAt = Instant.Max(LastAt, at);
        OnConcluded();
        Settle(Weigh(isWarm: true));
        return Outcome;
    }

    /// <summary>
    /// Discards the evidence so far, after a person has overruled a breach. Later ticks are judged anew.
    /// </summary>
    public void StartAfresh(Instant at)
    {
        LastAt = _answeredAt = _dataAt = Instant.Max(LastAt, at);
        _failing = false;
        OnAfresh();
        Settle(Rests ? CheckOutcome.NotApplicable : CheckOutcome.Watching);
    }

    /// <summary>Returns the outcome with its evidence. It is built on request and not on every tick.</summary>
    public Verdict Verdict() => new(Outcome, Explain() with { Since = Since });

    /// <summary>
    /// Distinguishes states of different settings, which cannot be read as one another. The settings of a state must
    /// not change.
    /// </summary>
    private protected abstract byte Shape { get; }

    /// <summary>Whether there is no other version to compare with.</summary>
    private protected virtual bool Rests => false;

    /// <summary>
    /// Whether no tick changes the outcome. Only a person can end a breach, which then starts new evidence. A shift
    /// ends a misrouting, too, because another weight may be obeyed.
    /// </summary>
    private protected virtual bool IsFinal => Outcome is CheckOutcome.Breach or CheckOutcome.Misrouted;

    /// <summary>Adds the numbers of a tick; returns false if the tick holds no usable data.</summary>
    private protected abstract bool Absorb(Tick tick, bool isWarm);

    /// <summary>
    /// The outcome that the evidence alone yields: breach, misrouted, shared incident, healthy or watching.
    /// </summary>
    private protected abstract CheckOutcome Judged();

    private protected abstract void OnShifted();

    private protected abstract void OnAfresh();

    private protected virtual void OnConcluded() { }

    private protected abstract Evidence Explain();

    private protected abstract void PackBody(ref PackWriter writer);

    private protected abstract void UnpackBody(ref PackReader reader);

    private protected void Settle(CheckOutcome standing)
    {
        if (Outcome != standing)
        {
            (Outcome, Since) = (standing, LastAt);
        }
    }

    private CheckOutcome Weigh(bool isWarm)
    {
        if (IsFinal)
        {
            return Outcome;
        }

        if (Rests)
        {
            return CheckOutcome.NotApplicable;
        }

        if (_failing)
        {
            return LastAt - _answeredAt >= Settings.SourceFailedAfter ? CheckOutcome.SourceFailed : Outcome;
        }

        Instant quietSince = Instant.Max(_dataAt, ShiftedAt);
        bool isQuiet = quietSince < LastAt && LastAt - quietSince >= Settings.NoDataAfter;
        if (isQuiet && Split != Split.BaselineAlone)
        {
            return CheckOutcome.NoData;
        }

        return isWarm ? Judged() : CheckOutcome.Watching;
    }

    private void PackHead(ref PackWriter writer)
    {
        writer.Byte((byte)((int)Outcome | ((int)Split << 4)));
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
        (Outcome, Split) = ((CheckOutcome)(standing & 0x0F), (Split)(standing >> 4));
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
