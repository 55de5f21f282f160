namespace Rollouts.Integrations.Outside;

/// <summary>
/// The identifiers that an external system gave to the requests of one write, so that its log can be matched with the
/// event of the write. It follows the asynchronous call: only the adapter knows which of its requests change anything.
/// </summary>
public sealed class WriteReceipts : IDisposable
{
    /// <summary>A write with more requests names its first ones, which suffices to find the others.</summary>
    private const int Most = 8;

    private static readonly AsyncLocal<WriteReceipts?> Current = new();

    private readonly Lock _lock = new();
    private readonly List<string> _ids = [];

    private WriteReceipts() { }

    public ValueList<string> Ids
    {
        get
        {
            lock (_lock)
            {
                return _ids.ToValueList();
            }
        }
    }

    /// <summary>Collects the identifiers of all writes in this asynchronous call until it is disposed.</summary>
    public static WriteReceipts Collect() => Current.Value = new WriteReceipts();

    /// <summary>Adds an identifier; ignored if none are collected.</summary>
    public static void Add(string id)
    {
        if (Current.Value is { } receipts && HostileText.IsHarmless(id))
        {
            lock (receipts._lock)
            {
                if (receipts._ids.Count < Most)
                {
                    receipts._ids.Add(id);
                }
            }
        }
    }

    public void Dispose() => Current.Value = null;
}
