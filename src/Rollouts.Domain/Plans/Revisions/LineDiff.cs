namespace Rollouts.Domain.Plans.Revisions;

/// <summary>The differences between two texts, line by line.</summary>
public static class LineDiff
{
    /// <summary>
    /// With more pairs of lines than this, everything from the first to the last difference counts as one change.
    /// </summary>
    private const long MostPairs = 4_000_000;

    /// <summary>All lines: those that only the first has begin with '-', those of the second with '+'.</summary>
    public static ValueList<string> Of(string before, string after)
    {
        var (left, right) = (LinesOf(before), LinesOf(after));
        var head = 0;
        while (head < left.Length && head < right.Length && left[head] == right[head])
        {
            head++;
        }

        var tail = 0;
        while (tail < left.Length - head && tail < right.Length - head && left[^(tail + 1)] == right[^(tail + 1)])
        {
            tail++;
        }

        return
        [
            .. left[..head].Select(Same),
            .. Between(left[head..^tail], right[head..^tail]),
            .. left[^tail..].Select(Same),
        ];
    }

    private static List<string> Between(string[] left, string[] right)
    {
        if ((long)left.Length * right.Length > MostPairs)
        {
            return [.. left.Select(Gone), .. right.Select(New)];
        }

        var common = CommonFrom(left, right);
        List<string> lines = [];
        var (i, j) = (0, 0);
        while (i < left.Length || j < right.Length)
        {
            if (i < left.Length && j < right.Length && left[i] == right[j])
            {
                lines.Add(Same(left[i]));
                (i, j) = (i + 1, j + 1);
            }
            else if (j == right.Length || (i < left.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                lines.Add(Gone(left[i++]));
            }
            else
            {
                lines.Add(New(right[j++]));
            }
        }

        return lines;
    }

    // How many lines the rests from i and from j have in common, at most and in order.
    private static int[,] CommonFrom(string[] left, string[] right)
    {
        var common = new int[left.Length + 1, right.Length + 1];
        for (var i = left.Length - 1; i >= 0; i--)
        {
            for (var j = right.Length - 1; j >= 0; j--)
            {
                common[i, j] =
                    left[i] == right[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }

    private static string[] LinesOf(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    private static string Same(string line) => " " + line;

    private static string Gone(string line) => "-" + line;

    private static string New(string line) => "+" + line;
}
