using Rollouts.Analysis.Packing;
using Rollouts.Analysis.Sequential;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Analysis.Shares;

/// <summary>
/// Compares the candidate's share of the requests with the weight in force. It does not say whether the candidate is
/// good, only whether its router obeys.
/// </summary>
internal sealed class ShareState : CheckState
{
    private const byte Kind = 0x80;

    private const int Before = 0;
    private const int Same = 1;
    private const int After = 2;

    /// <summary>Ticks after each shift that are not judged: routers and proxies take up a weight one by one.</summary>
    private const int WarmUpTicks = 2;

    /// <summary>Fewer judged ticks do not confirm a weight.</summary>
    private const int LeastTicks = 3;

    private readonly ShareSettings _settings;
    private readonly ShareEvidence _evidence;
    private readonly AdjacentTicks _neighbours = new();
    private readonly GroupSize _groups = new();
    private readonly ShareTotals _sinceShift = new();
    private readonly ShareTotals _sinceRise = new();
    private Weight? _asked;
    private ShareBounds _bounds;
    private ShareBets? _bets;
    private Leftover _leftover;
    private Instant _drainedAt;
    private int _warmedUp;
    private int _judged;
    private double _heldGroup = 1;
    private double _log;

    public ShareState(ShareSettings settings, Instant at)
        : base(settings, at)
    {
        _settings = settings;
        _evidence = new ShareEvidence(settings.ArmsAligned ? 1 : After + 1);
        Settle(CheckOutcome.NotApplicable);
    }

    /// <summary>The evidence that the router misroutes, in nats.</summary>
    public double LogEvidence => _log;

    public override double? TowardBreach => Math.Max(0, _log) / _settings.Needed;

    public override bool IsAskedFor(Weight? inForce) => _asked == inForce;

    private protected override byte Shape => (byte)(Kind | (_settings.ArmsAligned ? 1 : 0));

    private protected override bool Rests => _bets is null && !IsReturned;

    private protected override bool IsFinal => base.IsFinal && !IsReturned;

    /// <summary>Whether the router shows 0 after a way back, so that no request should reach the candidate.</summary>
    private bool IsReturned => Split == Split.Returned && _asked == Weight.Zero;

    private protected override bool Absorb(Tick tick, bool isWarm)
    {
        var counts = (CountTick)tick;
        if (Rests || IsWarmingUp(counts))
        {
            _neighbours.Pass(counts.To, counts.Baseline);
            _groups.Interrupt();
            return HasRequests(counts);
        }

        if (IsReturned)
        {
            _leftover = _leftover.After(counts, _bounds.High);
            Count(counts);
            // A long silence of both versions is an answer here.
            return HasRequests(counts) || _leftover.IsGone;
        }

        _evidence.BeginDue();
        Weigh(counts);
        _log = _evidence.Weigh();
        Count(counts);
        return HasRequests(counts);
    }

    private protected override CheckOutcome Judged()
    {
        if (IsReturned)
        {
            return _leftover.IsFound ? CheckOutcome.Misrouted
                : _leftover.IsGone ? CheckOutcome.Healthy
                : CheckOutcome.Watching;
        }

        if (_log >= _settings.Needed && !_bounds.Allow(Shown.Share))
        {
            return CheckOutcome.Misrouted;
        }

        return _judged >= LeastTicks && _log < EvidenceTotals.Doubt && _bounds.Allow(_sinceShift.Share)
            ? CheckOutcome.Healthy
            : CheckOutcome.Watching;
    }

    private ShareTotals Shown =>
        Outcome == CheckOutcome.Misrouted || (_log > 0 && !IsReturned) ? _sinceRise : _sinceShift;

    private protected override void OnShifted()
    {
        bool isLowered = InForce is { } now && _asked is { } before && now < before;
        _drainedAt = isLowered ? ShiftedAt + _settings.Drain : ShiftedAt;
        Ask(InForce);
        if (Outcome == CheckOutcome.Misrouted)
        {
            // The verdict was of the other weight, and its evidence would convict the router of this one.
            ForgetEvidence();
        }

        _leftover = default;
        _sinceRise.Clear();
        _evidence.Renew();
        _neighbours.Clear();
        _groups.Interrupt();
        _sinceShift.Clear();
        (_warmedUp, _judged) = (0, 0);
    }

    private protected override void OnAfresh()
    {
        ForgetEvidence();
        _leftover = default;
        _neighbours.Clear();
        _groups.Interrupt();
        _sinceShift.Clear();
        _judged = 0;
    }

    private protected override Evidence Explain()
    {
        ShareTotals shown = Shown;
        return new Evidence
        {
            Sentence = ShareWords.Say(Outcome, _asked, shown),
            Now = _log,
            Needed = _settings.Needed,
            Excess =
                _asked is { } asked && shown.All > 0 ? shown.Share - ((double)asked.BasisPoints / Weight.All) : null,
            Chance = Math.Min(1, Math.Exp(-_log)),
        };
    }

    private protected override void PackBody(ref PackWriter writer)
    {
        writer.Whole(_asked?.BasisPoints ?? -1);
        writer.Moment(_drainedAt);
        writer.Whole(_warmedUp);
        writer.Whole(_judged);
        writer.Number(_heldGroup);
        writer.Number(_log);
        _evidence.Pack(ref writer);
        _neighbours.Pack(ref writer);
        _groups.Pack(ref writer);
        _sinceShift.Pack(ref writer);
        _sinceRise.Pack(ref writer);
        _leftover.Pack(ref writer);
    }

    private protected override void UnpackBody(ref PackReader reader)
    {
        int asked = (int)reader.Whole();
        Ask(asked < 0 ? null : new Weight(asked));
        _drainedAt = reader.Moment();
        (_warmedUp, _judged) = ((int)reader.Whole(), (int)reader.Whole());
        (_heldGroup, _log) = (reader.Number(), reader.Number());
        _evidence.Unpack(ref reader);
        _neighbours.Unpack(ref reader);
        _groups.Unpack(ref reader);
        _sinceShift.Unpack(ref reader);
        _sinceRise.Unpack(ref reader);
        _leftover = Leftover.Unpack(ref reader);
    }

    /// <summary>Without a weight between 0 and 100 % there is no share to judge.</summary>
    private void Ask(Weight? asked)
    {
        _asked = asked;
        _bounds = ShareBounds.Of(asked ?? Weight.Zero);
        _bets = asked is { BasisPoints: > 0 and < Weight.All } ? new ShareBets(_bounds) : null;
    }

    /// <summary>
    /// A tick from before the shift, or from before old requests were drained, does not count as one of them.
    /// </summary>
    private bool IsWarmingUp(CountTick tick)
    {
        if (tick.From < Instant.Max(ShiftedAt, _drainedAt))
        {
            return true;
        }

        return !IsReturned && _warmedUp < WarmUpTicks && ++_warmedUp > 0;
    }

    private void Weigh(CountTick tick)
    {
        double group = Math.Max(_settings.Group, _groups.Estimate);
        if (_settings.ArmsAligned)
        {
            Bet(lag: 0, tick.Candidate, tick.Baseline, group);
        }
        else
        {
            if (_neighbours.Next(tick.From, tick.To, tick.Candidate, tick.Baseline) is { } whole)
            {
                Bet(Before, whole.Candidate, whole.Before, _heldGroup);
                Bet(Same, whole.Candidate, whole.Same, _heldGroup);
                Bet(After, whole.Candidate, whole.After, _heldGroup);
            }

            _heldGroup = group;
        }

        _evidence.Narrow();
        if (HasRequests(tick))
        {
            _groups.Add(ShareCounts.Of(tick.Candidate, tick.Baseline));
        }
    }

    private void Bet(int lag, ArmIncrement candidate, ArmIncrement? baseline, double group)
    {
        if (baseline is { } arm && ShareCounts.Of(candidate, arm) is { All: > 0 } counts)
        {
            _bets!.Add(_evidence.Of(lag), counts, group);
        }
    }

    private void Count(CountTick tick)
    {
        bool isRising = IsReturned ? _leftover.IsAbove : _log > 0 || Outcome == CheckOutcome.Misrouted;
        if (!isRising)
        {
            _sinceRise.Clear();
        }

        // The tick that waits for its neighbour is counted already, as the one that follows it will be.
        _sinceRise.Add(tick);
        _sinceShift.Add(tick);
        _judged += HasRequests(tick) ? 1 : 0;
    }

    private void ForgetEvidence()
    {
        _evidence.StartAfresh();
        _sinceRise.Clear();
        _log = 0;
    }

    private static bool HasRequests(CountTick tick) => tick.Candidate.Requests > 0 || tick.Baseline.Requests > 0;
}
