using Rollouts.Vectors;

namespace Rollouts.Domain.Tests.Analysis.Vectors;

public sealed class VectorFileTests
{
    [Fact]
    public void Every_vector_of_sequential_judging_agrees()
    {
        IReadOnlyList<Finding> findings = Replay("sequential.json");
        Assert.Empty(findings.Where(finding => finding.Outcome != Outcome.Agrees));
        Assert.InRange(findings.Count, 212, int.MaxValue);
    }

    /// <summary>Each correction is one that docs/analysis.md gives a reason for.</summary>
    [Fact]
    public void Every_comparison_agrees_with_Kayenta_where_Kayenta_is_right()
    {
        IReadOnlyList<Finding> findings = Replay("kayenta.json");
        Assert.Empty(findings.Where(finding => finding.Outcome is Outcome.Disagrees or Outcome.NotOffered));
        Assert.Equal(
            ["#88", "#135"],
            findings
                .Where(finding => finding.Outcome == Outcome.Corrected)
                .Select(finding => finding.Name.Split(' ')[0])
        );
        Assert.Equal(60, findings.Count);
    }

    private static IReadOnlyList<Finding> Replay(string name) =>
        VectorFile.Replay(Repository.PathOf("tests", "vectors", name), paths: 16);
}
