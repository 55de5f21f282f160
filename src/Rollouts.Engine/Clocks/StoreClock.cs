using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Outside;
using Rollouts.Storage.Driving;

namespace Rollouts.Engine.Clocks;

/// <summary>
/// The time by which this process decides. It begins at the store's clock and runs on elapsed time, which includes the
/// time that the machine slept. The store's clock corrects it by seconds. A jump of the store's clock does not move it:
/// deadlines run on, and time approaches the store's clock slowly if that stays where it jumped to.
/// </summary>
public sealed class StoreClock(TimeProvider time, Func<TimeSpan> slept)
{
    /// <summary>A difference up to this is drift or latency and is corrected at once.</summary>
    public static TimeSpan Tolerance { get; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A late answer looks like a clock that was set back, so a jump counts when it is seen twice, this far apart.
    /// </summary>
    private static readonly TimeSpan Confirmation = TimeSpan.FromMilliseconds(200);

    /// <summary>How fast time approaches a clock that jumped and stays there.</summary>
    private const double Approach = 0.1;

    /// <summary>Twice the design size.</summary>
    private const int MostRebased = 20_000;

    private readonly BoundedCache<RolloutId, TimeSpan> _ahead = new(MostRebased);
    private readonly Lock _gate = new();
    private Instant _own;
    private Instant _given;
    private long _at;
    private TimeSpan _sleptAt;
    private TimeSpan _apart;
    private (TimeSpan Apart, Instant Own)? _suspected;
    private TimeSpan? _jump;
    private bool _isSet;

    public StoreClock(TimeProvider time)
        : this(time, SuspendedTime.Total) { }

    /// <summary>The time that all decisions use. It never goes back.</summary>
    public Instant Now
    {
        get
        {
            lock (_gate)
            {
                return Given();
            }
        }
    }

    /// <summary>
    /// The later of this time and of the store's clock. A thing that has expired by either has expired.
    /// </summary>
    public Instant Latest
    {
        get
        {
            lock (_gate)
            {
                var now = Given();
                return Instant.Max(now, now + _apart);
            }
        }
    }

    /// <summary>How far the store's clock is ahead of this time; zero unless it jumped.</summary>
    public TimeSpan Apart
    {
        get
        {
            lock (_gate)
            {
                return _apart;
            }
        }
    }

    /// <summary>Takes a reading of the store's clock.</summary>
    public void Saw(Instant now)
    {
        lock (_gate)
        {
            if (!_isSet)
            {
                (_own, _given, _at, _sleptAt, _isSet) = (now, now, time.GetTimestamp(), slept(), true);
                return;
            }

            var elapsed = Advance();
            var apart = now - _own;
            if (apart.Duration() <= Tolerance)
            {
                // A clock that came back is a jump too: times that were written meanwhile lie in the future.
                _jump = _apart == TimeSpan.Zero ? _jump : apart - _apart;
                (_own, _apart, _suspected) = (now, TimeSpan.Zero, null);
            }
            else if ((apart - _apart).Duration() <= Tolerance)
            {
                (_apart, _suspected) = (Approached(apart, elapsed), null);
            }
            else
            {
                Suspect(apart);
            }
        }
    }

    /// <summary>How far the store's clock has jumped since the last call; null if it has not.</summary>
    public TimeSpan? TakeJump()
    {
        lock (_gate)
        {
            var jump = _jump;
            _jump = null;
            return jump;
        }
    }

    /// <summary>
    /// The time for decisions on a rollout. If its last record lies in the future, a clock was ahead when it was
    /// written. The rollout's time then continues from that record. Otherwise it would stand still until the clocks
    /// have caught up.
    /// </summary>
    public Instant NowFor(RolloutId rollout, Instant lastAt)
    {
        var now = Now;
        var own = _ahead.TryGet(rollout, out var ahead) ? now + ahead : now;
        if (lastAt - own > Tolerance)
        {
            _ahead.Keep(rollout, lastAt - now);
        }

        return Instant.Max(own, lastAt);
    }

    public Instant NowFor(Rollout state) => NowFor(state.Spec.Id, state.LastAt);

    /// <summary>Converts a time to the store's clock.</summary>
    public Instant ToStore(Instant moment) => moment + Apart;

    /// <summary>Converts a time of the store's clock.</summary>
    public Instant FromStore(Instant moment) => moment - Apart;

    /// <summary>Converts a due time to the store's clock.</summary>
    /// <param name="now">The time from which the due time was computed.</param>
    public DueTime ToStore(DueTime due, Instant now) =>
        due.At is { } at && due != DueTime.Now ? new DueTime(ToStore(Now + (at - now))) : due;

    private Instant Given()
    {
        if (!_isSet)
        {
            return Instant.From(time.GetUtcNow());
        }

        _given = Instant.Max(_given, _own + Elapsed());
        return _given;
    }

    private TimeSpan Elapsed() => time.GetElapsedTime(_at) + (slept() - _sleptAt);

    private TimeSpan Advance()
    {
        var elapsed = Elapsed();
        (_own, _at, _sleptAt) = (_own + elapsed, time.GetTimestamp(), slept());
        return elapsed;
    }

    /// <summary>Moves a little towards the store's clock, and returns the remaining difference.</summary>
    private TimeSpan Approached(TimeSpan apart, TimeSpan elapsed)
    {
        var step = elapsed * Approach * Math.Sign(apart.Ticks);
        _own += step;
        return apart - step;
    }

    private void Suspect(TimeSpan apart)
    {
        if (_suspected is not { } before || (apart - before.Apart).Duration() > Tolerance)
        {
            _suspected = (apart, _own);
        }
        else if (_own - before.Own >= Confirmation)
        {
            _jump = (_jump ?? TimeSpan.Zero) + (apart - _apart);
            (_apart, _suspected) = (apart, null);
        }
    }
}
