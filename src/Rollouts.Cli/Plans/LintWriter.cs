using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rollouts.Cli.Plans;

/// <summary>Writes the findings of 'lint'.</summary>
internal static class LintWriter
{
    public static void Write(LintReport report, LintFormat format, TextWriter output)
    {
        switch (format)
        {
            case LintFormat.Json:
                output.WriteLine(JsonSerializer.Serialize(report, CliJson.Default.LintReport));
                break;
            case LintFormat.Sarif:
                output.WriteLine(Sarif(report).ToJsonString());
                break;
            case LintFormat.GitHub:
                foreach (var problem in report.Problems)
                {
                    output.WriteLine(
                        $"::error file={Escaped(problem.File, isProperty: true)},line={problem.Line},"
                            + $"col={problem.Column},title={Escaped(problem.Code, isProperty: true)}::"
                            + Escaped($"{problem.Path}: {problem.Message}", isProperty: false)
                    );
                }

                break;
            case LintFormat.Text:
                Text(report, output);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static void Text(LintReport report, TextWriter output)
    {
        foreach (var problem in report.Problems)
        {
            output.WriteLine(problem);
            if (problem.Excerpt is { } excerpt)
            {
                output.WriteLine($"{problem.Line.ToString().PadLeft(6)} | {excerpt}");
                output.WriteLine($"       | {new string(' ', Math.Max(0, problem.Column - 1))}^");
            }
        }

        output.WriteLine(
            report.Files == 0
                ? "no plan found: nothing here ends in .yaml, .yml or .json"
                : $"{report.Files} file{Plural(report.Files)} checked, {report.Refused} refused, "
                    + $"{report.Problems.Count} problem{Plural(report.Problems.Count)}"
        );
    }

    private static JsonObject Sarif(LintReport report) =>
        new()
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(
                new JsonObject
                {
                    ["tool"] = new JsonObject
                    {
                        ["driver"] = new JsonObject
                        {
                            ["name"] = "rollouts",
                            ["version"] = CliVersion.Number,
                            ["rules"] = new JsonArray([
                                .. report
                                    .Problems.Select(problem => problem.Code)
                                    .Distinct()
                                    .Order(StringComparer.Ordinal)
                                    .Select(code => new JsonObject { ["id"] = code }),
                            ]),
                        },
                    },
                    ["results"] = new JsonArray([.. report.Problems.Select(Result)]),
                }
            ),
        };

    private static JsonObject Result(LintProblem problem) =>
        new()
        {
            ["ruleId"] = problem.Code,
            ["level"] = "error",
            ["message"] = new JsonObject { ["text"] = $"{problem.Path}: {problem.Message}" },
            ["locations"] = new JsonArray(
                new JsonObject
                {
                    ["physicalLocation"] = new JsonObject
                    {
                        ["artifactLocation"] = new JsonObject { ["uri"] = problem.File.Replace('\\', '/') },
                        ["region"] = new JsonObject { ["startLine"] = problem.Line, ["startColumn"] = problem.Column },
                    },
                }
            ),
        };

    private static string Escaped(string text, bool isProperty)
    {
        var data = text.Replace("%", "%25", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);
        return isProperty
            ? data.Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal)
            : data;
    }

    private static string Plural(int count) => count == 1 ? "" : "s";
}
