using System.Runtime.InteropServices;

namespace Rollouts.Analysis.Ticks;

/// <summary>Measures how unevenly the failures that no tick holds yet fell on the baseline's instances.</summary>
internal static class InstanceSpread
{
    public static BaselineSpread Of(IReadOnlyDictionary<SeriesKey, SeriesRecord> series)
    {
        var instances = new Dictionary<ulong, ArmTally>();
        foreach ((SeriesKey key, SeriesRecord record) in series)
        {
            if (record.Arm == Arm.Baseline)
            {
                ref ArmTally? tally = ref CollectionsMarshal.GetValueRefOrAddDefault(instances, record.Instance, out _);
                tally ??= new ArmTally();
                tally.Add(key, record.Pending);
            }
        }

        return BaselineSpread.Of([.. instances.Values.Select(tally => (tally.Requests, Math.Max(0, tally.Bad)))]);
    }
}
