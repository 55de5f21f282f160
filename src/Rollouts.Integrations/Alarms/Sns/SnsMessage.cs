using System.Text;
using System.Text.Json;

namespace Rollouts.Integrations.Alarms.Sns;

/// <summary>A message of SNS, and the text that its signature is of.</summary>
internal sealed record SnsMessage(IReadOnlyDictionary<string, string> Fields)
{
    private static readonly string[] InNotification =
    [
        "Message",
        "MessageId",
        "Subject",
        "Timestamp",
        "TopicArn",
        "Type",
    ];

    private static readonly string[] InConfirmation =
    [
        "Message",
        "MessageId",
        "SubscribeURL",
        "Timestamp",
        "Token",
        "TopicArn",
        "Type",
    ];

    private static readonly string[] Needed =
    [
        "Message",
        "MessageId",
        "Signature",
        "SignatureVersion",
        "SigningCertURL",
        "Timestamp",
        "TopicArn",
        "Type",
    ];

    public string this[string name] => Fields.GetValueOrDefault(name, "");

    public bool IsNotification => this["Type"] == "Notification";

    /// <summary>Null if the body is not an SNS message.</summary>
    public static SnsMessage? Read(ReadOnlyMemory<byte> body)
    {
        using var document = AlarmJson.Parse(body);
        if (document is null)
        {
            return null;
        }

        var fields = document
            .RootElement.EnumerateObject()
            .Where(field => field.Value.ValueKind == JsonValueKind.String)
            .GroupBy(field => field.Name, StringComparer.Ordinal)
            .ToDictionary(field => field.Key, field => field.Last().Value.GetString()!, StringComparer.Ordinal);
        return Needed.All(fields.ContainsKey) ? new SnsMessage(fields) : null;
    }

    /// <summary>Each signed field that is there, its name and its value on lines of their own.</summary>
    public byte[] Signed()
    {
        var text = new StringBuilder();
        foreach (var name in IsNotification ? InNotification : InConfirmation)
        {
            if (Fields.TryGetValue(name, out var value))
            {
                text.Append(name).Append('\n').Append(value).Append('\n');
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
