using System.Text;
using System.Text.RegularExpressions;
using Rollouts.Integrations.PlanLanguage;

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
        // What commands and endpoints share is explained once, with the endpoints.
        var explained =
            File.ReadAllText(Repository.PathOf("docs", document))
            + File.ReadAllText(Repository.PathOf("docs", "api.md"));
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

    [Fact]
    public void Every_link_to_a_heading_finds_it() =>
        Assert.Empty(
            from file in Documents
            from link in Anchor().Matches(File.ReadAllText(file))
            let path = link.Groups["path"].Value
            let page = path.Length == 0 ? file : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, path))
            where page.EndsWith(".md", StringComparison.Ordinal) && File.Exists(page)
            where !AnchorsOf(page).Contains(link.Groups["anchor"].Value)
            select $"{file}: {link.Value}"
        );

    [Fact]
    public void Every_command_of_the_command_line_exists()
    {
        var verbs = Documents
            .SelectMany(file => Verb().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["verb"].Value)
            .Distinct()
            .ToList();

        Assert.NotEmpty(verbs);
        // Not by running '--help', which an unknown command would answer with the help of the program.
        var commands = Program.Root().Subcommands.Select(command => command.Name).ToHashSet(StringComparer.Ordinal);
        Assert.Subset(commands, verbs.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_project_that_a_command_names_exists() =>
        Assert.Empty(
            from file in Documents
            from path in Project().Matches(File.ReadAllText(file)).Select(match => match.Groups["path"].Value)
            where !Path.Exists(Repository.PathOf(path))
            select $"{file}: {path}"
        );

    [Fact]
    public void Every_way_to_call_run_is_one_of_its_usage()
    {
        var usage = File.ReadAllText(Repository.PathOf("run"));

        Assert.Empty(
            from file in Documents
            from call in Run().Matches(File.ReadAllText(file)).Select(match => match.Value)
            where !usage.Contains(call, StringComparison.Ordinal)
            select $"{file}: {call}"
        );
    }

    // As GitHub names them: lower case, without punctuation, hyphens for spaces, a number behind a repeated one.
    private static HashSet<string> AnchorsOf(string page)
    {
        var anchors = new HashSet<string>(StringComparer.Ordinal);
        var text = Fence().Replace(File.ReadAllText(page), "");
        foreach (var heading in Heading().Matches(text).Select(match => match.Groups["heading"].Value))
        {
            var anchor = Dropped().Replace(heading.Trim().ToLowerInvariant(), "$1").Replace(' ', '-');
            for (var again = 0; !anchors.Add(again == 0 ? anchor : $"{anchor}-{again}"); again++) { }
        }

        return anchors;
    }

    [GeneratedRegex("```yaml\n(?<plan>service:.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Plan();

    [GeneratedRegex("\"(?<code>(?<kind>plan|rollout|service)\\.[a-z-]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Code();

    [GeneratedRegex("\\]\\((?<path>[^)#:]+)(#[^)]*)?\\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex("\\]\\((?<path>[^)#:]*)#(?<anchor>[^)]+)\\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Anchor();

    [GeneratedRegex("^#{1,6} (?<heading>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)|[^\p{L}\p{N}\p{M}_ -]")]
    private static partial Regex Dropped();

    [GeneratedRegex("(^ {4}|`)rollouts (?<verb>[a-z]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Verb();

    [GeneratedRegex("--project (?<path>[A-Za-z./]+[A-Za-z])", RegexOptions.ExplicitCapture)]
    private static partial Regex Project();

    [GeneratedRegex(@"\./run( --[a-z]+| haproxy)?")]
    private static partial Regex Run();
}
