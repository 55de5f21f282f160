namespace Rollouts.Domain.Plans;

/// <summary>
/// The settings of a plan for one router or metric source, in that system's own terms. The domain carries them and
/// fills in their templates. Only the adapter of that key interprets them.
/// </summary>
public abstract record Settings
{
    private Settings() { }

    public sealed record Text(string Value) : Settings
    {
        public override string ToString() => Value;
    }

    public sealed record Number(decimal Value) : Settings
    {
        public override string ToString() => Value.ToString();
    }

    public sealed record Flag(bool Value) : Settings
    {
        public override string ToString() => Value ? "true" : "false";
    }

    public sealed record List(ValueList<Settings> Items) : Settings
    {
        public override string ToString() => "[" + string.Join(", ", Items) + "]";
    }

    public sealed record Map(ValueList<Setting> Entries) : Settings
    {
        public override string ToString() =>
            "{ " + string.Join(", ", Entries.Select(entry => $"{entry.Key}: {entry.Value}")) + " }";
    }

    /// <summary>Every text in these settings. Each of them may be a template.</summary>
    public IEnumerable<string> Texts() =>
        this switch
        {
            Text text => [text.Value],
            List list => list.Items.SelectMany(item => item.Texts()),
            Map map => map.Entries.SelectMany(entry => entry.Value.Texts()),
            Number or Flag => [],
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public Settings MapTexts(Func<string, string> change) =>
        this switch
        {
            Text text => new Text(change(text.Value)),
            List list => new List(list.Items.Select(item => item.MapTexts(change)).ToValueList()),
            Map map => new Map(map.Entries.Select(e => new Setting(e.Key, e.Value.MapTexts(change))).ToValueList()),
            Number or Flag => this,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
