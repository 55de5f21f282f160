namespace Rollouts.Domain.Plans;

/// <summary>
/// What a plan says to one router or metric source in that system's own words. The domain carries it and fills
/// in its templates; only the adapter whose key it stands under knows its meaning.
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

    /// <summary>Every text in these settings; templates can stand in any of them.</summary>
    public IEnumerable<string> Texts() =>
        this switch
        {
            Text text => [text.Value],
            List list => list.Items.SelectMany(item => item.Texts()),
            Map map => map.Entries.SelectMany(entry => entry.Value.Texts()),
            _ => [],
        };

    public Settings MapTexts(Func<string, string> change) =>
        this switch
        {
            Text text => new Text(change(text.Value)),
            List list => new List(list.Items.Select(item => item.MapTexts(change)).ToValueList()),
            Map map => new Map(map.Entries.Select(e => new Setting(e.Key, e.Value.MapTexts(change))).ToValueList()),
            _ => this,
        };
}
