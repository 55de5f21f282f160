using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Rollouts.Bench.All;

/// <summary>
/// Makes one text of what some runs of a bench printed. Lines that differ only in their figures become one line, in which
/// each figure is the middle one, followed by the least and the most.
/// </summary>
internal static partial class Merge
{
    public static string Of(IReadOnlyList<string> runs)
    {
        var lines = runs.Select(run => run.Split('\n').Where(IsShown).ToList()).ToList();
        var text = new StringBuilder();
        foreach (var line in lines[0])
        {
            // The same line of another run is the first one there that is not taken yet.
            var same = lines.Select(run => run.FirstOrDefault(other => Form(other) == Form(line))).ToList();
            foreach (var (run, taken) in lines.Skip(1).Zip(same.Skip(1)))
            {
                run.Remove(taken ?? "");
            }

            text.AppendLine(same.TrueForAll(one => one is not null) ? Merged(same!) : line);
        }

        return text.ToString().Trim();
    }

    // Tables and sentences; not the progress of a framework or of a build.
    private static bool IsShown(string line) =>
        line.StartsWith('|') || line.StartsWith("rollBack", StringComparison.Ordinal) || Sentence().IsMatch(line);

    private static string Merged(List<string> same)
    {
        var figures = same.ConvertAll(line => Figure().Matches(line).Select(match => match.Value).ToList());
        var place = 0;
        return Figure().Replace(same[0], _ => Spread([.. figures.Select(run => run[place])], place++));
    }

    private static string Spread(List<string> values, int _)
    {
        var sorted = values.OrderBy(Number).ToList();
        return sorted[0] == sorted[^1] ? sorted[0] : $"{sorted[sorted.Count / 2]} ({sorted[0]} to {sorted[^1]})";
    }

    private static double Number(string text) =>
        double.Parse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private static string Form(string line) => Figure().Replace(line, "#");

    // A number that is a part of a word is none: p99 is a name.
    [GeneratedRegex(
        @"(?<![\w.,])\d[\d,]*(\.\d+)?(?!\w*[A-Za-z]\d)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Figure();

    [GeneratedRegex(
        "^(?:settled|kill -9|PostgreSQL away|[0-9]+ starts)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Sentence();
}
