using Rollouts.Engine.Metering;
using Rollouts.Storage.Driving;

namespace Rollouts.Engine.Overload;

/// <summary>
/// Decides which work this process holds back while it cannot do all that is due. The order is fixed: first queued
/// starts wait, then forward moves get fewer places. Checks, deadlines, commands and rollbacks are never held back.
/// </summary>
/// <remarks>
/// The measure is the delay of checks, in intervals of the check. Evidence that is late by a part of its interval costs
/// nothing. Evidence that is late by more than one interval delays the detection of a breach.
/// </remarks>
public sealed class LoadShedding(TimeProvider time)
{
    /// <summary>Above this delay starts wait, well before checks are late by an interval.</summary>
    public const double StartsWaitAbove = 0.25;

    /// <summary>
    /// Below this delay starts continue. It is lower, so that starts do not alternate between the two states.
    /// </summary>
    public const double StartsGoOnBelow = 0.1;

    /// <summary>Above this delay forward moves get fewer places.</summary>
    public const double ForwardNarrowsAbove = 0.5;

    /// <summary>The usual delay of a claim between two passes of a loop.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(500);

    /// <summary>The weight of the newest pass in the moving average.</summary>
    private const double Newest = 0.3;

    /// <summary>A measure that no pass has renewed for this time is ignored.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly SortedDictionary<WorkClass, LaneLoad> _lanes = [];
    private double _intervals;
    private long? _claimingSince;
    private long _askedAt = time.GetTimestamp();
    private bool _startsWait;

    /// <summary>The delay of checks, in intervals of the check.</summary>
    public double IntervalsLate
    {
        get
        {
            lock (_gate)
            {
                return Current();
            }
        }
    }

    /// <summary>Whether queued rollouts stay queued for now.</summary>
    public bool StartsWait
    {
        get
        {
            lock (_gate)
            {
                var late = Current();
                _startsWait = _startsWait ? late > StartsGoOnBelow : late > StartsWaitAbove;
                return _startsWait;
            }
        }
    }

    /// <summary>Whether forward moves get fewer places for now.</summary>
    public bool ForwardNarrows => IntervalsLate > ForwardNarrowsAbove;

    /// <summary>The lanes of this process, the most urgent first; empty if it drives nothing.</summary>
    public IReadOnlyList<LaneLoad> Lanes
    {
        get
        {
            var (startsWait, narrows) = (StartsWait, ForwardNarrows);
            lock (_gate)
            {
                return
                [
                    .. _lanes.Values.Select(lane => lane with { IsShed = IsShed(lane.Class, startsWait, narrows) }),
                ];
            }
        }
    }

    /// <summary>Records that a claim of checks began.</summary>
    public void ClaimBegan()
    {
        lock (_gate)
        {
            _claimingSince = time.GetTimestamp();
        }
    }

    /// <summary>Records that the claim of checks ended, with a result or without one.</summary>
    public void ClaimEnded()
    {
        lock (_gate)
        {
            _claimingSince = null;
        }
    }

    /// <summary>Records the average delay of a pass of checks, in intervals.</summary>
    public void Asked(IReadOnlyCollection<(TimeSpan Late, TimeSpan Every)> checks)
    {
        if (checks.Count == 0)
        {
            return;
        }

        var late = checks.Average(check => Math.Max(0, (check.Late - Usual) / check.Every));
        lock (_gate)
        {
            _intervals = Current() * (1 - Newest) + late * Newest;
            _askedAt = time.GetTimestamp();
        }
    }

    /// <summary>Records the state of a lane after a claim.</summary>
    public void Claimed(WorkClass work, int budget, int running, TimeSpan late)
    {
        var isShed = IsShed(work, StartsWait, ForwardNarrows);
        lock (_gate)
        {
            _lanes[work] = new LaneLoad(work, budget, running, late, isShed);
        }

        var lane = new KeyValuePair<string, object?>(Labels.Lane, NameOf(work));
        Telemetry.LaneRunning.Record(running, lane);
        Telemetry.LaneLate.Record(late.TotalSeconds, lane);
        Telemetry.Shedding.Record(isShed ? 1 : 0, lane);
    }

    /// <summary>The name of a lane in metrics and responses.</summary>
    public static string NameOf(WorkClass work) => work.ToString().ToLowerInvariant();

    private static bool IsShed(WorkClass work, bool startsWait, bool narrows) =>
        work switch
        {
            WorkClass.Start => startsWait,
            WorkClass.Forward => narrows,
            _ => false,
        };

    // A store that does not answer a claim renews no measure. Its silence must not look like checks that are in time.
    private double Current() =>
        _claimingSince is { } since && time.GetElapsedTime(since) > Stale
            ? Math.Max(_intervals, ForwardNarrowsAbove * 2)
        : time.GetElapsedTime(_askedAt) > Stale ? 0
        : _intervals;
}
