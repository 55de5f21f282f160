using System.Text.Json.Nodes;
using Rollouts.Domain.Plans;
using Rollouts.PlanFiles.Documents;

namespace Rollouts.PlanFiles.Shapes;

/// <summary>One word out of a few.</summary>
public sealed class ChoiceShape<T>(params (string Word, T Value)[] choices) : Shape<T>
    where T : struct
{
    private readonly string[] _words = [.. choices.Select(choice => choice.Word)];

    public override string Expected => "one of " + string.Join(", ", _words);

    public override SchemaNode Describe(SchemaBuilder schema) =>
        new(new JsonObject { ["enum"] = new JsonArray([.. _words.Select(word => JsonValue.Create(word))]) });

    public override bool TryRead(Node node, PlanPath at, FaultList faults, out T value)
    {
        value = default;
        if (node is not Scalar { Kind: ScalarKind.Text } scalar)
        {
            return faults.Add("plan.wrong-kind", at, node.Place, $"expected {Expected}, found {node.Found}");
        }

        var found = Array.IndexOf(_words, scalar.Text);
        if (found < 0)
        {
            return faults.Add(
                "plan.bad-choice",
                at,
                node.Place,
                $"expected {Expected}, found {node.Found}{Nearest.Hint(scalar.Text, _words)}"
            );
        }

        value = choices[found].Value;
        return true;
    }
}
