using System.Text.RegularExpressions;
using Rollouts.Testing;

namespace Rollouts.Architecture.Tests;

/// <summary>
/// Comments and messages name their subjects. An indefinite pronoun leaves the reader to guess who acts: a person, a
/// worker, a router or another process.
/// </summary>
public sealed partial class PlainWordTests
{
    /// <summary>Pronouns that are allowed for each 10,000 words of comments.</summary>
    private const int Budget = 5;

    private static readonly string[] Files =
    [
        .. Directory.GetFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories),
        .. Directory.GetFiles(Repository.PathOf("src"), "*.razor", SearchOption.AllDirectories),
    ];

    [Fact]
    public void Comments_name_their_subjects()
    {
        var comments = Files
            .SelectMany(File.ReadLines)
            .Select(line => Comment().Match(line).Groups["text"].Value)
            .ToList();
        var words = comments.Sum(comment => Word().Count(Markup().Replace(comment, "")));
        var pronouns = comments.Where(comment => Pronoun().IsMatch(comment)).Select(comment => comment.Trim()).ToList();

        Assert.True(
            pronouns.Count * 10_000 <= Budget * words,
            $"{pronouns.Count} of {words} words: {string.Join(Environment.NewLine, pronouns)}"
        );
    }

    [Fact]
    public void Messages_name_their_subjects() =>
        Assert.Empty(
            Files.SelectMany(file =>
                File.ReadLines(file)
                    .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
                    .SelectMany(line => Literal().Matches(line))
                    .Where(literal => Pronoun().IsMatch(literal.Value))
                    .Select(literal => $"{Path.GetFileName(file)}: {literal.Value}")
            )
        );

    [GeneratedRegex("""(?<![:"])//+(?<text>.*)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Comment();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Markup();

    [GeneratedRegex(@"\S+")]
    private static partial Regex Word();

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Literal();

    [GeneratedRegex(
        @"\b(?:whoever|whatever|nobody|somebody|anybody|everybody|whichever|whomever|someone|anyone|everyone)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Pronoun();
}
