using System.Diagnostics.CodeAnalysis;
using Rollouts.Domain.Plans;
using Rollouts.PlanFiles.Documents;

namespace Rollouts.PlanFiles.Shapes;

/// <summary>
/// A short form and a full form of the same thing. The form is chosen by the node, so that an error is about the form
/// that its author used.
/// </summary>
public sealed class ByKindShape<T>(string says, params (Func<Node, bool> Applies, Shape<T> Shape)[] forms) : Shape<T>
{
    public override string Expected => says;

    public override SchemaNode Describe(SchemaBuilder schema) =>
        SchemaNode.AnyOf(forms.Select(form => form.Shape.Describe(schema)));

    public override bool TryRead(Node node, PlanPath at, FaultList faults, [MaybeNullWhen(false)] out T value)
    {
        foreach (var (applies, shape) in forms)
        {
            if (applies(node))
            {
                return shape.TryRead(node, at, faults, out value);
            }
        }

        value = default;
        return faults.Add("plan.wrong-kind", at, node.Place, $"expected {says}, found {node.Found}");
    }
}
