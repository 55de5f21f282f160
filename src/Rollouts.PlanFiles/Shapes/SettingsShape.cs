using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Rollouts.Domain.Plans;
using Rollouts.PlanFiles.Documents;

namespace Rollouts.PlanFiles.Shapes;

/// <summary>
/// Checks a value against another shape and keeps it as it was written, for the adapter to read later.
/// </summary>
internal sealed class SettingsShape(Shape inner) : Shape<Settings>
{
    public override string Expected => inner.Expected;

    public override SchemaNode Describe(SchemaBuilder schema) => inner.Describe(schema);

    public override bool TryRead(Node node, PlanPath at, FaultList faults, [MaybeNullWhen(false)] out Settings value)
    {
        var accepted = inner.Accepts(node, at, faults);
        value = accepted ? Keep(node) : null;
        return accepted;
    }

    // The inner shape has accepted the node, so a number is one that decimal can hold.
    private static Settings Keep(Node node) =>
        node switch
        {
            Scalar { Kind: ScalarKind.Number } number => new Settings.Number(
                decimal.Parse(number.Text, NumberStyles.Float, CultureInfo.InvariantCulture)
            ),
            Scalar { Kind: ScalarKind.Flag } flag => new Settings.Flag(flag.Text is "true" or "True" or "TRUE"),
            Scalar text => new Settings.Text(text.Text),
            Sequence list => new Settings.List(list.Items.Select(Keep).ToValueList()),
            Mapping map => new Settings.Map(
                map.Entries.Select(entry => new Setting(entry.Key, Keep(entry.Value))).ToValueList()
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
