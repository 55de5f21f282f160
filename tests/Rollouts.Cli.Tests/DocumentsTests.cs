using System.Text;
using System.Text.RegularExpressions;
using Rollouts.Integrations.PlanFiles;

namespace Rollouts.Cli.Tests;

/// <summary>What the documents show is true.</summary>
public sealed partial class DocumentsTests
{
    private static readonly string[] Documents =
    [
        Repository.PathOf("README.md"),
        .. Directory.GetFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories),
    ];

    [Fact]
    public void Every_plan_in_a_document_is_accepted() =>
        Assert.All(
            Documents.SelectMany(file =>
                Plan().Matches(File.ReadAllText(file)).Select(match => (file, match.Groups["plan"].Value))
            ),
            shown =>
                Assert.Empty(
                    PlanReader
                        .Read(Path.GetFileName(shown.file), Encoding.UTF8.GetBytes(shown.Value), installation: null)
                        .Problems
                )
        );

    [Theory]
    [InlineData("plan", "plans.md")]
    [InlineData("rollout", "rollouts.md")]
    [InlineData("service", "rollouts.md")]
    public void Every_code_of_a_refusal_is_explained(string kind, string document)
    {
        var explained = File.ReadAllText(Repository.PathOf("docs", document));
        var codes = Directory
            .GetFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            // What the API refuses by itself is explained with its endpoints.
            .Where(file => !file.Contains("Rollouts.Api", StringComparison.Ordinal))
            .Where(file => !file.Contains("Rollouts.Demo", StringComparison.Ordinal))
            .SelectMany(file => Code().Matches(File.ReadAllText(file)))
            .Where(match => match.Groups["kind"].Value == kind)
            .Select(match => match.Groups["code"].Value)
            .Distinct()
            .ToList();

        Assert.NotEmpty(codes);
        Assert.Empty(codes.Where(code => !explained.Contains($"`{code}`", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_link_between_documents_leads_somewhere() =>
        Assert.Empty(
            from file in Documents
            from link in Link().Matches(File.ReadAllText(file)).Select(match => match.Groups["path"].Value)
            let path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, link))
            where !File.Exists(path) && !Directory.Exists(path)
            select $"{file}: {link}"
        );

    [GeneratedRegex("```yaml\n(?<plan>service:.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Plan();

    [GeneratedRegex("\"(?<code>(?<kind>plan|rollout|service)\\.[a-z-]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Code();

    [GeneratedRegex("\\]\\((?<path>[^)#:]+)(#[^)]*)?\\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();
}
