using System.Text.Json;
using Rollouts.Integrations.Ci;

namespace Rollouts.Integrations.Tests.Ci;

/// <summary>By the vector of the standard, at the moment that it was signed.</summary>
public sealed class StandardWebhooksTests : IDisposable
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Other = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string At = "1614265330";
    private const string Body = """{"test": 2432232314}""";
    private const string Signed = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private readonly TempFolder _folder = new();
    private readonly ICiSender _sender;

    public StandardWebhooksTests() =>
        _sender = Announced.Sender(
            $"standardWebhooks: {{ secrets: [{{ file: '{_folder.Write("new", Other)}' }}, "
                + $"{{ file: '{_folder.Write("old", Secret)}' }}] }}"
        );

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Signed)]
    [InlineData("v1a,xxxx v1,bm90IHRoaXMgb25l " + Signed)]
    [InlineData(Signed + " v2,whatever")]
    public Task Takes_what_any_signature_proves(string signatures) => IsAsync(true, Message(signatures: signatures));

    [Theory]
    [InlineData("")]
    [InlineData("v1,")]
    [InlineData("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v1,h0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    public Task Refuses_what_none_proves(string signatures) => IsAsync(false, Message(signatures: signatures));

    [Theory]
    [InlineData(300, true)]
    [InlineData(301, false)]
    [InlineData(-300, true)]
    [InlineData(-301, false)]
    public Task Refuses_what_is_too_old_or_too_new(int secondsLater, bool isTaken) =>
        IsAsync(isTaken, Message() with { At = Announced.Now.AddSeconds(secondsLater) });

    [Theory]
    [InlineData("")]
    [InlineData("now")]
    [InlineData("-1614265330")]
    [InlineData("1614265330.0")]
    [InlineData("99999999999999999999")]
    [InlineData("١٦١٤٢٦٥٣٣٠")]
    public Task Refuses_what_is_no_moment(string at) => IsAsync(false, Message(at: at));

    [Theory]
    [InlineData("msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330")]
    [InlineData("another")]
    [InlineData("with blank")]
    public Task Refuses_another_id(string id) => IsAsync(false, Message(id: id));

    [Theory]
    [InlineData("webhook-id")]
    [InlineData("webhook-timestamp")]
    [InlineData("webhook-signature")]
    public Task Refuses_what_lacks_a_header(string missing)
    {
        var whole = Message();
        return IsAsync(false, whole with { Header = name => name == missing ? null : whole.Header(name) });
    }

    [Fact]
    public void Is_known_again_by_the_id_that_is_signed()
    {
        var happened = Assert.Single(Announced.Events(_sender, Message()));

        Assert.Equal(("webhook", Id), (happened.Kind, happened.Delivery));
        Assert.Equal([Id], happened.Ids);
    }

    [Fact]
    public async Task Takes_what_the_official_library_has_signed()
    {
        const string body = """{"type":"image.built","text":"Grüße 🚀"}""";
        var signed = await NodeClient.RunAsync(
            "sign-webhook.mjs",
            new[] { Secret, Other }.Select(secret =>
                JsonSerializer.Serialize(
                    new
                    {
                        secret,
                        id = "msg_1",
                        at = 1614265331,
                        body,
                    }
                )
            )
        );

        foreach (var signature in signed)
        {
            await IsAsync(true, Message(signature, "msg_1", "1614265331", body));
        }

        Assert.Equal("image.built", Assert.Single(Announced.Events(_sender, Message(body: body))).Kind);
    }

    private async Task IsAsync(bool isTaken, CiMessage message) =>
        Assert.Equal(isTaken, await Announced.IsTakenAsync(_sender, message));

    private static CiMessage Message(string signatures = Signed, string id = Id, string at = At, string body = Body) =>
        Announced.Message(body, ("webhook-id", id), ("webhook-timestamp", at), ("webhook-signature", signatures));
}
