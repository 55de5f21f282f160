namespace Rollouts.Domain.Analysis.Ticks;

/// <summary>
/// Finds failures that are gone while the requests go on. A process that begins again begins with all its counters;
/// what is gone alone may come back with the next sample.
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
