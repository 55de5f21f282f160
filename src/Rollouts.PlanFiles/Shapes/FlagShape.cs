using Rollouts.Domain.Plans;
using Rollouts.PlanFiles.Documents;

namespace Rollouts.PlanFiles.Shapes;

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed class FlagShape : Shape<bool>
{
    public override string Expected => "true or false";

    public override SchemaNode Describe(SchemaBuilder schema) => SchemaNode.Of("boolean");

    public override bool TryRead(Node node, PlanPath at, FaultList faults, out bool value)
    {
        value = node is Scalar { Text: "true" or "True" or "TRUE" };
        return node is Scalar { Kind: ScalarKind.Flag }
            || faults.Add("plan.wrong-kind", at, node.Place, $"expected {Expected}, found {node.Found}");
    }
}
