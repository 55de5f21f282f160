using System.Text;
using Rollouts.Domain.Triggers;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.PlanLanguage;

namespace Rollouts.Integrations.Tests.InstallationFiles;

/// <summary>Triggers as administrators write them.</summary>
public sealed class TriggerTests
{
    private const string Whole = """
        connections:
          hub: { github: { secret: { env: HUB } } }
          prom: { prometheus: { address: "http://127.0.0.1:9090" } }
        triggers:
          releases:
            from: hub
            on: [release.published, release.released]
            when: ["event.release.draft == false"]
            service: ${event.repository.name}
            environment: prod
            version: ${event.release.tag_name | after v}
            authors: ["${event.sender.login}"]
            links: { release: "${event.release.html_url}" }

        """;

    [Fact]
    public void Are_read_in_their_order()
    {
        var (installation, problems) = Parse(Whole);
        Assert.Empty(problems);

        var trigger = Assert.Single(installation!.Triggers);
        Assert.Equal(new TriggerName("releases"), trigger.Name);
        Assert.Equal(["release.published", "release.released"], trigger.On);
        Assert.Equal("${event.release.tag_name | after v}", trigger.Version.Text);
        Assert.Equal("announced by the trigger releases", trigger.Reason.Text);
    }

    [Theory]
    [InlineData("event.release.draft == false", "event.release.draft is false", "trigger.bad-condition", 8, 12)]
    [InlineData("${event.repository.name}", "${repository.name}", "trigger.bad-text", 9, 14)]
    [InlineData("| after v", "| behead v", "trigger.bad-text", 11, 14)]
    [InlineData("from: hub", "from: prom", "plan.unknown-name", 6, 11)]
    [InlineData("from: hub", "from: nobody", "plan.unknown-name", 6, 11)]
    [InlineData("environment: prod", "enviroment: prod", "plan.missing-key", 6, 5)]
    [InlineData("[release.published, release.released]", "[]", "plan.wrong-count", 7, 9)]
    public void Are_refused_where_they_are_wrong(string right, string wrong, string code, int line, int column)
    {
        var (_, problems) = Parse(Whole.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Contains(
            (code, line, column),
            problems.Select(problem => (problem.Fault.Code, problem.Place.Line, problem.Place.Column))
        );
    }

    private static (Domain.Connections.Installation? Installation, ValueList<PlanProblem> Problems) Parse(
        string text
    ) => InstallationReader.Read("installation.yaml", Encoding.UTF8.GetBytes(text));
}
