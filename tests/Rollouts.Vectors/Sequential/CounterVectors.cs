using System.Text.Json;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Vectors.Sequential;

/// <summary>Increments of one counter.</summary>
internal static class CounterVectors
{
    private static readonly TimeSpan Scrape = TimeSpan.FromSeconds(15);

    public static Finding Counter(JsonElement vector, string name)
    {
        var comparison = new Comparison(name);
        JsonElement[] samples = [.. vector.GetProperty("samples").EnumerateArray()];
        JsonElement[] deltas = [.. vector.GetProperty("deltas").EnumerateArray()];
        bool isBornInRun = vector.Flag("born_in_run");
        var opened = new Instant(0);
        var ledger = new CounterLedger(opened);
        for (int at = 0; at < samples.Length; at++)
        {
            // The zero reading is at 0; a counter that is born in the run has its first sample a scrape later.
            Instant now = opened + ((at + (isBornInRun ? 1 : 0)) * Scrape);
            Instant? born = isBornInRun ? opened + TimeSpan.FromSeconds(1) : null;
            // A scrape that was missed is written as null.
            if (samples[at].ValueKind != JsonValueKind.Null)
            {
                double value = samples[at].AsNumber();
                ledger.Read([new CounterSample(Arm.Baseline, CounterRole.Total, 0, 1, 1, now, value, born)]);
            }

            double? counted = ledger.Close(now, Scrape) is CountTick tick ? tick.Baseline.Requests : null;
            comparison.Text($"deltas[{at}]", AsText(deltas[at]), counted?.ToString("R", null));
        }

        return comparison.Finding();
    }

    private static string? AsText(JsonElement delta) =>
        delta.ValueKind == JsonValueKind.Null ? null : delta.AsNumber().ToString("R", null);
}
