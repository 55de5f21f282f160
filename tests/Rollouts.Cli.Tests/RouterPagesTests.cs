using System.Text;
using System.Text.RegularExpressions;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.PlanLanguage;

namespace Rollouts.Cli.Tests;

/// <summary>
/// Each page of a router shows a connection and a whole plan that fit each other, and links a whole plan under
/// examples/. All of them go through <c>rollouts lint</c>.
/// </summary>
public sealed partial class RouterPagesTests : IDisposable
{
    private static readonly string Examples = Repository.PathOf("examples", "installation.yaml");

    private readonly TempFolder _folder = new();

    private static readonly string[] PageNames =
    [
        .. Directory
            .GetFiles(Repository.PathOf("docs", "routers"), "*.md")
            .Select(file => Path.GetFileName(file)!)
            .Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string> Pages => [.. PageNames];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_plan_of_a_page_fits_its_connection(string page)
    {
        var connection = Assert.Single(Blocks(page, "# the installation's file"));
        var plans = Blocks(page, "service:");
        Assert.NotEmpty(plans);

        var installation = _folder.Write("installation.yaml", connection);
        Accepts(installation);
        foreach (var plan in plans)
        {
            Accepts(_folder.Write("plan.yaml", plan), installation);
            Assert.Subset(
                RoutersOf(Read(File.ReadAllBytes(installation))).ToHashSet(),
                RoutersOf(plan, installation).ToHashSet()
            );
        }
    }

    /// <summary>The table of the README is generated from the descriptors, so it names every router.</summary>
    [Fact]
    public void The_page_of_every_router_links_a_whole_plan_for_it()
    {
        var rows = Row().Matches(File.ReadAllText(Repository.PathOf("README.md")));

        Assert.Equal(PageNames, rows.Select(row => row.Groups["page"].Value).Distinct().Order(StringComparer.Ordinal));
        Assert.All(
            rows.Select(row => (Page: row.Groups["page"].Value, Router: row.Groups["router"].Value)),
            row =>
            {
                var linked = Linked(row.Page);
                Assert.All(linked, plan => Accepts(plan, Examples));
                Assert.Contains(row.Router, linked.SelectMany(plan => RoutersOf(File.ReadAllText(plan), Examples)));
            }
        );
    }

    private static void Accepts(string file, string? installation = null)
    {
        var (code, output, errors) = CommandLine.Run(
            installation is null ? ["lint", file] : ["lint", file, "-i", installation]
        );
        Assert.True(code == 0, output + errors);
    }

    private static IReadOnlyList<string> Blocks(string page, string begin) =>
        [
            .. Block()
                .Matches(TextOf(page))
                .Select(match => match.Groups["text"].Value)
                .Where(text => text.StartsWith(begin, StringComparison.Ordinal)),
        ];

    /// <summary>The plans among the examples that a page links; installations and pages of the sandbox are no plans.</summary>
    private static IReadOnlyList<string> Linked(string page) =>
        [
            .. Example()
                .Matches(TextOf(page))
                .Select(match => Repository.PathOf("examples", match.Groups["file"].Value))
                .Where(file => !Path.GetFileName(file).StartsWith("installation.", StringComparison.Ordinal))
                .Distinct(),
        ];

    private static string TextOf(string page) =>
        File.ReadAllText(Repository.PathOf("docs", "routers", page)).ReplaceLineEndings("\n");

    private static IEnumerable<string> RoutersOf(Installation installation) =>
        installation.Connections.Values.OfType<Connection.Router>().Select(router => router.Traits.Key);

    private static IEnumerable<string> RoutersOf(string plan, string installationFile)
    {
        var installation = Read(File.ReadAllBytes(installationFile));
        var read = PlanReader.Read("plan.yaml", Encoding.UTF8.GetBytes(plan), installation).Plan;
        return read!
            .Targets.Select(target =>
                target.Route switch
                {
                    Route.Named named => named.Connection ?? installation.DefaultRouter!.Value,
                    Route.Spelled spelled => spelled.Connection,
                    _ => throw new System.Diagnostics.UnreachableException(),
                }
            )
            .Select(connection => ((Connection.Router)installation.Connections[connection]).Traits.Key);
    }

    private static Installation Read(byte[] file) => InstallationReader.Read("installation.yaml", file).Installation!;

    [GeneratedRegex("^```yaml\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\]\(\.\./\.\./examples/(?<file>[^)#/]+\.yaml)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Example();

    [GeneratedRegex(
        @"^\| \[[^\]]+\]\(docs/routers/(?<page>[^)]+)\) \(`(?<router>[A-Za-z]+)`\) \|",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Row();
}
