namespace Rollouts.Domain.Plans;

/// <summary>Finds the word that somebody probably meant.</summary>
public static class Nearest
{
    /// <summary>A longer word is no slip of the fingers, and the distance costs time by the square of the length.</summary>
    private const int LongestWord = 64;

    /// <summary>The candidate within a third of the word's letters; null where none is that near.</summary>
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

    /// <summary>The same as half a sentence: <c>; did you mean 'shift'?</c>, or nothing.</summary>
    public static string Hint(string word, IEnumerable<string> candidates) =>
        To(word, candidates) is { } near ? $"; did you mean '{near}'?" : "";

    // at_least, AtLeast and at-least are the slips of people who come from other tools.
    private static string Fold(string word) =>
        word.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    private static int Distance(string left, string right)
    {
        if (right.Length > LongestWord)
        {
            return int.MaxValue;
        }

        Span<int> previous = stackalloc int[right.Length + 1];
        Span<int> current = stackalloc int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var swap = left[i - 1] == right[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + swap);
            }

            current.CopyTo(previous);
        }

        return previous[right.Length];
    }
}
