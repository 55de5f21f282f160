using Rollouts.Integrations.PlanLanguage;

namespace Rollouts.Cli.Plans;

/// <summary>The findings of 'lint' in all files.</summary>
internal sealed record LintReport(int Files, int Refused, IReadOnlyList<LintProblem> Problems);

/// <summary>One problem with its line.</summary>
/// <param name="Excerpt">Null if the line may hold a secret.</param>
internal sealed record LintProblem(
    string File,
    int Line,
    int Column,
    string Code,
    string Path,
    string Message,
    string? Excerpt
)
{
    private const int LongestExcerpt = 160;

    public static IEnumerable<LintProblem> Of(IReadOnlyCollection<PlanProblem> problems, byte[] bytes)
    {
        var lines = System.Text.Encoding.UTF8.GetString(bytes).Split('\n');
        var secret = problems
            .Where(problem => problem.Fault.Code == "plan.secret-in-plan")
            .Select(problem => problem.Place.Line)
            .ToHashSet();
        return problems.Select(problem => new LintProblem(
            problem.File,
            problem.Place.Line,
            problem.Place.Column,
            problem.Fault.Code,
            problem.Fault.At.ToString(),
            problem.Fault.Message,
            secret.Contains(problem.Place.Line) ? null : Excerpted(lines.ElementAtOrDefault(problem.Place.Line - 1))
        ));
    }

    public override string ToString() => $"{File}:{Line}:{Column}: {Code}: {Path}: {Message}";

    // Control characters would let a hostile file write its own lines into a terminal.
    private static string? Excerpted(string? line) =>
        string.IsNullOrWhiteSpace(line) || line.Length > LongestExcerpt
            ? null
            : new string([.. line.TrimEnd('\r').Select(c => char.IsControl(c) ? '\uFFFD' : c)]);
}
