using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Rollouts.Integrations.Alarms.Sns;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Tests.Alarms;

/// <summary>A topic of SNS with a key of its own, and the only host that its listener may call.</summary>
internal sealed class SnsTopic : HttpMessageHandler
{
    public const string Arn = "arn:aws:sns:us-east-1:123456789012:alarms";
    public const string CertificateUrl = "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-a86c.pem";

    private readonly RSA _key = RSA.Create(2048);

    public SnsTopic()
    {
        var request = new CertificateRequest(
            "CN=sns.amazonaws.com",
            _key,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        var now = TimeProvider.System.GetUtcNow();
        Certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1)).ExportCertificatePem();
    }

    /// <summary>As PEM.</summary>
    public string Certificate { get; }

    /// <summary>What its listener has asked for.</summary>
    public List<string> Called { get; } = [];

    public SnsSender Listener() =>
        new([Arn], new HttpClient(this, disposeHandler: false), new AdapterContext(TimeProvider.System));

    /// <summary>A message as SNS signs it, and then what somebody made of it.</summary>
    public string Notification(
        string message,
        string version = "2",
        Action<Dictionary<string, string>>? change = null
    ) => NotificationSentAt(message, Moment(TimeProvider.System.GetUtcNow()), version, change);

    public string NotificationSentAt(
        string message,
        string sent,
        string version = "2",
        Action<Dictionary<string, string>>? change = null
    ) =>
        Signed(
            new()
            {
                ["Type"] = "Notification",
                ["MessageId"] = Guid.NewGuid().ToString(),
                ["TopicArn"] = Arn,
                ["Subject"] = "ALARM: \"checkout-5xx\" in US East",
                ["Message"] = message,
                ["Timestamp"] = sent,
                ["SignatureVersion"] = version,
                ["SigningCertURL"] = CertificateUrl,
                ["UnsubscribeURL"] = "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe",
            },
            ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"],
            change
        );

    public string Confirmation(string url, Action<Dictionary<string, string>>? change = null) =>
        Signed(
            new()
            {
                ["Type"] = "SubscriptionConfirmation",
                ["MessageId"] = Guid.NewGuid().ToString(),
                ["Token"] = "2336412f37",
                ["TopicArn"] = Arn,
                ["Message"] = "You have chosen to subscribe to the topic.\nTo confirm, visit the SubscribeURL.",
                ["SubscribeURL"] = url,
                ["Timestamp"] = Moment(TimeProvider.System.GetUtcNow()),
                ["SignatureVersion"] = "1",
                ["SigningCertURL"] = CertificateUrl,
            },
            ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"],
            change
        );

    public static string Moment(DateTimeOffset moment) => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        Called.Add(request.RequestUri!.ToString());
        return Task.FromResult(new HttpResponseMessage { Content = new StringContent(Certificate) });
    }

    protected override void Dispose(bool disposing)
    {
        _key.Dispose();
        base.Dispose(disposing);
    }

    private string Signed(Dictionary<string, string> fields, string[] names, Action<Dictionary<string, string>>? change)
    {
        var text = string.Concat(names.Select(name => $"{name}\n{fields[name]}\n"));
        var hash = fields["SignatureVersion"] == "1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
        var signature = _key.SignData(Encoding.UTF8.GetBytes(text), hash, RSASignaturePadding.Pkcs1);
        fields["Signature"] = Convert.ToBase64String(signature);
        change?.Invoke(fields);
        return JsonSerializer.Serialize(fields);
    }
}
