namespace Rollouts.Release;

/// <summary>The section of one version in the changelog.</summary>
internal static class ReleaseNotes
{
    private const string Heading = "## ";

    /// <param name="changelog">Markdown with a second-level heading for each version, <c>## 1.2.0 (2027-01-31)</c>.</param>
    /// <param name="version">The version as its heading has it, without the date.</param>
    /// <returns>The text below the heading; null if the changelog has no such heading.</returns>
    public static string? Find(string changelog, string version)
    {
        var lines = changelog.ReplaceLineEndings("\n").Split('\n');
        var start = Array.FindIndex(lines, line => IsHeadingOf(line, version));
        if (start < 0)
        {
            return null;
        }

        var section = lines.Skip(start + 1).TakeWhile(line => !line.StartsWith(Heading, StringComparison.Ordinal));
        return string.Join('\n', section).Trim();
    }

    private static bool IsHeadingOf(string line, string version) =>
        line.StartsWith(Heading, StringComparison.Ordinal)
        && line[Heading.Length..].Split(' ', '\t')[0].Trim('[', ']') == version;
}
