namespace Rollouts.Analysis.Ticks;

/// <summary>
/// Finds failure counters that have fallen while the request counters continue. A restarted process restarts all its
/// counters. A failure counter that fell alone may come back with the next sample.
/// </summary>
internal static class FailureGaps
{
    public static bool AreIn(Dictionary<SeriesKey, SeriesRecord> series)
    {
        foreach ((SeriesKey key, SeriesRecord record) in series)
        {
            if (key.Role == CounterRole.Bad && record.HasFallen && !HasProcessFallen(series, record))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasProcessFallen(Dictionary<SeriesKey, SeriesRecord> series, SeriesRecord bad)
    {
        foreach ((SeriesKey key, SeriesRecord record) in series)
        {
            if (
                key.Role == CounterRole.Total
                && record.HasFallen
                && (record.Arm, record.Instance) == (bad.Arm, bad.Instance)
            )
            {
                return true;
            }
        }

        return false;
    }
}
