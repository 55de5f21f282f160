using System.Diagnostics.CodeAnalysis;
using Rollouts.Domain.Plans;
using Rollouts.PlanFiles.Documents;

namespace Rollouts.PlanFiles.Shapes;

/// <summary>A list of values of one form.</summary>
public sealed class ListShape<T>(Shape<T> item, int least, int most) : Shape<ValueList<T>>
{
    public override string Expected =>
        $"a list of {(least == most ? $"{least}" : $"{least} to {most}")} items, each {item.Expected}";

    public override SchemaNode Describe(SchemaBuilder schema) =>
        SchemaNode.Of("array").With("items", item.Describe(schema).Json).With("minItems", least).With("maxItems", most);

    public override bool TryRead(
        Node node,
        PlanPath at,
        FaultList faults,
        [MaybeNullWhen(false)] out ValueList<T> value
    )
    {
        value = default;
        if (node is not Sequence list)
        {
            return faults.Add("plan.wrong-kind", at, node.Place, $"expected {Expected}, found {node.Found}");
        }

        if (list.Items.Count < least || list.Items.Count > most)
        {
            faults.Add("plan.wrong-count", at, node.Place, $"expected {Expected}, found {list.Items.Count} items");
        }

        var before = faults.Count;
        List<T> items = [];
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (item.TryRead(list.Items[i], at.Item(i), faults, out var read))
            {
                items.Add(read);
            }
        }

        value = items.ToValueList();
        return faults.Count == before
            && items.Count == list.Items.Count
            && list.Items.Count >= least
            && list.Items.Count <= most;
    }
}
