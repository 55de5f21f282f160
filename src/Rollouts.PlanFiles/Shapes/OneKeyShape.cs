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

    /// <summary>A key that may stand beside the one that selects.</summary>
    /// <param name="Add">Adds its value, which may be null, to the selected alternative.</param>
    public sealed record Companion(Key Key, Func<T, object?, T> Add);

    public override string Expected => says;

    public Companion? Beside { get; init; }

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

                var described = SchemaNode
                    .Of("object")
                    .With("properties", properties)
                    .With("additionalProperties", false);
                if (Beside is null)
                {
                    return described.With("minProperties", 1).With("maxProperties", 1);
                }

                properties[Beside.Key.Name] = new JsonObject
                {
                    ["description"] = Beside.Key.Says,
                    ["allOf"] = new JsonArray(Beside.Key.Shape.Describe(schema).Json),
                };
                return described.With(
                    "oneOf",
                    new JsonArray([.. _names.Select(name => new JsonObject { ["required"] = new JsonArray(name) })])
                );
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

        var entries = mapping.Entries.Where(entry => entry.Key != Beside?.Key.Name).ToList();
        if (entries.Count != 1)
        {
            var beside = Beside is null ? "" : $", and '{Beside.Key.Name}' beside it if need be";
            return faults.Add(
                "plan.one-of",
                at,
                mapping.Place,
                $"{says} is a map with one key ({string.Join(", ", _names)}){beside}; found {entries.Count}"
            );
        }

        object? given = null;
        if (
            Beside is { Key: var key }
            && !key.TryRead(mapping.Find(key.Name)?.Value, at.Key(key.Name), faults, out given)
        )
        {
            return false;
        }

        var entry = entries[0];
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

        if (!chosen.Shape.TryRead(entry.Value, at.Key(entry.Key), faults, out value))
        {
            return false;
        }

        value = Beside is null ? value : Beside.Add(value, given);
        return true;
    }
}
