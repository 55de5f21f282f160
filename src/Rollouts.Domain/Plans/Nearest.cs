namespace Rollouts.Domain.Plans;

/// <summary>Finds the known word that is closest to a misspelled one.</summary>
public static class Nearest
{
    /// <summary>
    /// Longer words are not compared: they are no typing errors, and the cost grows with the square of the length.
    /// </summary>
    private const int LongestWord = 64;

    /// <summary>
    /// Returns the closest candidate within a distance of a third of the word's letters; null if there is none.
    /// </summary>
    public static string? To(string word, IEnumerable<string> candidates)
    {
        if (word.Length is 0 or > LongestWord)
        {
            return null;
        }

        var (best, distance) = candidates
            .Select(candidate => (candidate, Distance(Fold(word), Fold(candidate))))
            .DefaultIfEmpty((candidate: "", int.MaxValue))
            .MinBy(pair => pair.Item2);
        return distance <= Math.Max(1, Math.Min(word.Length, best.Length) / 3) ? best : null;
    }

    /// <summary>
    /// Returns the suggestion as half a sentence, <c>; did you mean 'shift'?</c>, or an empty string.
    /// </summary>
    public static string Hint(string word, IEnumerable<string> candidates) =>
        To(word, candidates) is { } near ? $"; did you mean '{near}'?" : "";

    // People who come from other tools write at_least, AtLeast and at-least.
    private static string Fold(string word) =>
        word.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    // Counts insertions, deletions, replacements and swaps of neighbours, which are the common typing errors.
    private static int Distance(string left, string right)
    {
        if (right.Length > LongestWord)
        {
            return int.MaxValue;
        }

        var edits = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                edits[i, j] = i == 0 || j == 0 ? i + j : Cheapest(edits, i, j, left, right);
            }
        }

        return edits[left.Length, right.Length];
    }

    private static int Cheapest(int[,] edits, int i, int j, string left, string right)
    {
        var differs = left[i - 1] == right[j - 1] ? 0 : 1;
        var cheapest = Math.Min(Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1, edits[i - 1, j - 1] + differs);
        var isSwap = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
        return isSwap ? Math.Min(cheapest, edits[i - 2, j - 2] + 1) : cheapest;
    }
}
