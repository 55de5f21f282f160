using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Rollouts.Domain.Plans;
using Rollouts.PlanFiles.Documents;

namespace Rollouts.PlanFiles.Shapes;

/// <summary>A map with a single key that selects one of several alternatives: <c>shift: 5%</c>.</summary>
public sealed class OneKeyShape<T>(string name, string says, params OneKeyShape<T>.Choice[] choices) : Shape<T>
{
    private readonly string[] _names = [.. choices.Select(choice => choice.Name)];

    /// <summary>A key, the shape of its value, and one sentence about it.</summary>
    public sealed record Choice(string Name, Shape<T> Shape, string Says);

    public override string Expected => says;

    public override SchemaNode Describe(SchemaBuilder schema) =>
        schema.Define(
            name,
            () =>
            {
                var properties = new JsonObject();
                foreach (var choice in choices)
                {
                    properties[choice.Name] = new JsonObject
                    {
                        ["description"] = choice.Says,
                        ["allOf"] = new JsonArray(choice.Shape.Describe(schema).Json),
                    };
                }

                return SchemaNode
                    .Of("object")
                    .With("properties", properties)
                    .With("additionalProperties", false)
                    .With("minProperties", 1)
                    .With("maxProperties", 1);
            }
        );

    public override bool TryRead(Node node, PlanPath at, FaultList faults, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (node is not Mapping mapping)
        {
            return faults.Add(
                "plan.wrong-kind",
                at,
                node.Place,
                $"expected {says} ({string.Join(", ", _names)}), found {node.Found}"
            );
        }

        if (mapping.Entries.Count != 1)
        {
            return faults.Add(
                "plan.one-of",
                at,
                mapping.Place,
                $"{says} is a map with one key ({string.Join(", ", _names)}); found {mapping.Entries.Count}"
            );
        }

        var entry = mapping.Entries[0];
        var chosen = Array.Find(choices, choice => choice.Name == entry.Key);
        if (chosen is null)
        {
            return faults.Add(
                "plan.unknown-key",
                at.Key(Node.Shortened(entry.Key)),
                entry.KeyPlace,
                $"'{Node.Shortened(entry.Key)}' is not {says}{Nearest.Hint(entry.Key, _names)} (known: "
                    + $"{string.Join(", ", _names)})"
            );
        }

        return chosen.Shape.TryRead(entry.Value, at.Key(entry.Key), faults, out value);
    }
}
