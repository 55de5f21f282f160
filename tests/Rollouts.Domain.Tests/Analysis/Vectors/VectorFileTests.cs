using Rollouts.Vectors;

namespace Rollouts.Domain.Tests.Analysis.Vectors;

public sealed class VectorFileTests
{
    [Fact]
    public void Every_vector_of_sequential_judging_agrees()
    {
        IReadOnlyList<Finding> findings = Replay("sequential.json");
        Assert.DoesNotContain(findings, finding => finding.Outcome != Outcome.Agrees);
        Assert.InRange(findings.Count, 92, int.MaxValue);
    }

    private static IReadOnlyList<Finding> Replay(string name) =>
        VectorFile.Replay(Path.Combine(AppContext.BaseDirectory, "vectors", name));
}
