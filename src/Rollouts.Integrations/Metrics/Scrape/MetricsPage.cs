using System.Text;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Metrics.Scrape;

/// <summary>Parses a metrics page and keeps only the requested metrics.</summary>
internal static class MetricsPage
{
    private const int ShownOfLine = 200;

    /// <param name="wanted">The names of the requested metrics.</param>
    public static Answer<List<PageSeries>> Read(byte[] page, HashSet<string> wanted, string whom)
    {
        List<PageSeries> series = [];
        var names = wanted.GetAlternateLookup<ReadOnlySpan<char>>();
        var text = Encoding.UTF8.GetString(page).AsSpan();
        foreach (var ended in text.EnumerateLines())
        {
            var line = ended.Trim(" \t");
            if (line.IsEmpty || line[0] == '#')
            {
                continue;
            }

            if (line.Length > ScrapeLimits.LongestLine)
            {
                return Wrong(line, whom);
            }

            var name = MetricsLine.NameOf(line);
            if (!name.IsEmpty && !names.Contains(name))
            {
                continue;
            }

            if (!MetricsLine.TryRead(line, out var labels, out var value))
            {
                return Wrong(line, whom);
            }

            if (!wanted.Contains(labels["__name__"]))
            {
                continue;
            }

            if (series.Count == ScrapeLimits.MostSeries)
            {
                return new Fault(
                    FaultKind.Unusable,
                    $"{whom} has more than {ScrapeLimits.MostSeries} series of the metrics that are asked for"
                );
            }

            series.Add(new PageSeries(labels, value));
        }

        return series;
    }

    private static Fault Wrong(ReadOnlySpan<char> line, string whom) =>
        new(
            FaultKind.Unusable,
            $"{whom} is no page of metrics; it has the line "
                + ForeignText.Quoted(line[..Math.Min(line.Length, ShownOfLine)].ToString())
        );
}

/// <summary>A series of a page, with its name as a label.</summary>
internal readonly record struct PageSeries(Dictionary<string, string> Labels, double Value);
