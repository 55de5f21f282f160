using Rollouts.Domain.Triggers;

namespace Rollouts.Api.Triggers;

/// <summary>A trigger of the administrators' file.</summary>
/// <param name="From">The pipeline of its events.</param>
/// <param name="On">The kinds of event.</param>
internal sealed record TriggerView(
    string Name,
    string From,
    ValueList<string> On,
    ValueList<string> When,
    string Service,
    string Environment,
    string Version,
    string Reason,
    ValueList<string> Authors,
    IReadOnlyDictionary<string, string> Links
)
{
    public static TriggerView Of(Trigger trigger) =>
        new(
            trigger.Name.Value,
            trigger.From.Value,
            trigger.On,
            trigger.When.Select(condition => condition.Text).ToValueList(),
            trigger.Service.Text,
            trigger.Environment.Text,
            trigger.Version.Text,
            trigger.Reason.Text,
            trigger.Authors.Select(author => author.Text).ToValueList(),
            trigger.Links.ToDictionary(link => link.Name, link => link.Address.Text, StringComparer.Ordinal)
        );
}
