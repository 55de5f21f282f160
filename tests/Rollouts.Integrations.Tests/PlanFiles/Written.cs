using System.Text;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.PlanLanguage;

namespace Rollouts.Integrations.Tests.PlanFiles;

/// <summary>Plans as somebody would write them.</summary>
internal static class Written
{
    /// <summary>The part of a plan that most tests do not care about.</summary>
    public const string Head = """
        service: checkout
        environment: prod
        target: { route: checkout }
        backends: { slots: [blue, green] }

        """;

    public const string Short =
        Head
        + """
            strategy: { canary: { steps: [5%, 25%, 50%] } }
            checks:
              - successRate: { atLeast: 99% }
              - latency: { p99: 500ms }
            """;

    public static PlanReading Read(string text, string file = "plan.yaml", Installation? installation = null) =>
        PlanReader.Read(file, Encoding.UTF8.GetBytes(text), installation);

    public static Plan Accepted(string text, string file = "plan.yaml")
    {
        var reading = Read(text, file);
        Assert.True(reading.IsAccepted, string.Join('\n', reading.Problems));
        return reading.Plan;
    }

    public static string Codes(PlanReading reading) =>
        string.Join(' ', reading.Problems.Select(problem => problem.Fault.Code));
}
