namespace Rollouts.Domain.Plans.Checks;

/// <summary>
/// A question to a metric source, in that source's language: PromQL text, or the fields of a CloudWatch metric.
/// Its texts are templates.
/// </summary>
public sealed record Query(Settings Body)
{
    public static Query Text(string text) => new(new Settings.Text(text));

    public bool Mentions(string placeholder) =>
        Body.Texts().SelectMany(Template.Placeholders).Any(found => found == placeholder);

    public override string ToString() => Body.ToString();
}
