using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>One series of an answer, with the samples that were scraped, each at the time of its scrape.</summary>
internal sealed record PrometheusSeries(
    IReadOnlyDictionary<string, string> Labels,
    ImmutableArray<PrometheusSample> Samples
)
{
    /// <summary>
    /// Tells the series from all others, in this process and in the next: it is stored with what was counted.
    /// </summary>
    /// <param name="but">A label that does not count, as the edge of a bucket does not.</param>
    public ulong Identity(string? but = null) => Hash(Labels.Where(label => label.Key != but));

    /// <summary>Tells the process apart in which it is counted.</summary>
    public ulong Process => Hash(Labels.Where(label => label.Key is "instance" or "pod"));

    private static ulong Hash(IEnumerable<KeyValuePair<string, string>> labels)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in labels.OrderBy(label => label.Key, StringComparer.Ordinal))
        {
            text.Append(name).Append('\0').Append(value).Append('\0');
        }

        return BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
