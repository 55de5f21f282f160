using System.Security.Cryptography;
using System.Text;
using Rollouts.Integrations.Ci;

namespace Rollouts.Integrations.Tests.Ci;

public sealed class HmacTests : IDisposable
{
    private const string Body = """{"type":"built"}""";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Takes_what_is_signed_as_was_agreed()
    {
        var sender = Open("header: X-Signature, prefix: 'sha512=', algorithm: sha512, encoding: base64");
        var right =
            "sha512="
            + Convert.ToBase64String(
                HMACSHA512.HashData(Encoding.UTF8.GetBytes("right"), Encoding.UTF8.GetBytes(Body))
            );

        Assert.True(await Announced.IsTakenAsync(sender, Announced.Message(Body, ("X-Signature", right))));
        Assert.False(await Announced.IsTakenAsync(sender, Announced.Message(Body + " ", ("X-Signature", right))));
        Assert.False(await Announced.IsTakenAsync(sender, Announced.Message(Body, ("X-Signature", right[7..]))));
        Assert.False(await Announced.IsTakenAsync(sender, Announced.Message(Body, ("X-Signature", "sha512=%"))));
        Assert.False(await Announced.IsTakenAsync(sender, Announced.Message(Body)));
    }

    [Theory]
    [InlineData("1614265330", "right", true)]
    [InlineData("1614265330", "before", true)]
    [InlineData("1614265330", "wrong", false)]
    [InlineData("1614265029", "right", false)]
    [InlineData("1614265631", "right", false)]
    [InlineData("soon", "right", false)]
    public async Task Signs_the_moment_with_the_body(string at, string secret, bool isTaken)
    {
        var sender = Open(
            "header: X-Signature, timestamp: X-Time, id: X-Id, signed: '{id}:{timestamp}.{body}', kind: X-Kind"
        );
        var message = Announced.Message(
            Body,
            ("X-Signature", Hex(secret, $"{{timestamp}}:{at}.{Body}")),
            ("X-Time", at),
            ("X-Id", "{timestamp}"),
            ("X-Kind", "image.built")
        );

        Assert.Equal(isTaken, await Announced.IsTakenAsync(sender, message));
        var happened = Assert.Single(Announced.Events(sender, message));
        Assert.Equal(("image.built", "{timestamp}"), (happened.Kind, happened.Delivery));
        Assert.Equal(["{timestamp}"], happened.Ids);
    }

    [Fact]
    public void An_id_that_is_not_signed_is_not_enough_to_know_it_again()
    {
        var sender = Open("header: X-Signature, id: X-Id");

        Assert.Equal(2, Assert.Single(Announced.Events(sender, Announced.Message(Body, ("X-Id", "7")))).Ids.Count);
        Assert.StartsWith("sha256:", Assert.Single(Announced.Events(sender, Announced.Message(Body))).Delivery);
    }

    // A kind that is not signed makes another event of the same message.
    [Fact]
    public void A_kind_that_is_not_signed_makes_no_other_message()
    {
        var sender = Open("header: X-Signature, kind: X-Kind");

        Assert.NotNull(Digest(sender, "image.built"));
        Assert.Equal(Digest(sender, "image.built"), Digest(sender, "image.deleted"));
    }

    [Fact]
    public async Task Signs_the_kind_with_the_body()
    {
        var sender = Open("header: X-Signature, kind: X-Kind, signed: '{kind}.{body}'");
        var signature = Hex("right", $"image.built.{Body}");

        Assert.True(await Announced.IsTakenAsync(sender, Built(signature, "image.built")));
        Assert.False(await Announced.IsTakenAsync(sender, Built(signature, "image.deleted")));
    }

    [Theory]
    [InlineData("header: X, signed: '{kind}.{body}'")]
    [InlineData("header: X, timestamp: X-Time")]
    [InlineData("header: X, signed: '{timestamp}.{body}'")]
    [InlineData("header: X, signed: '{id}.{body}'")]
    [InlineData("header: X, signed: '{body}{body}'")]
    [InlineData("header: X, signed: 'nothing'")]
    [InlineData("header: 'X Y'")]
    [InlineData("header: X, algorithm: md5")]
    public void Refuses_what_would_prove_nothing(string settings) =>
        Assert.NotEmpty(Connected.Codes($"hmac: {{ secret: {{ env: A }}, {settings} }}"));

    private static CiMessage Built(string signature, string kind) =>
        Announced.Message(Body, ("X-Signature", signature), ("X-Kind", kind));

    private static string? Digest(ICiSender sender, string kind) =>
        Assert.IsType<CiReading.Said>(sender.Read(Built("", kind))).Digest;

    private ICiSender Open(string settings) =>
        Announced.Sender(
            $"hmac: {{ secret: {{ file: '{_folder.Write("new", "right")}' }}, "
                + $"previous: {{ file: '{_folder.Write("old", "before")}' }}, {settings} }}"
        );

    private static string Hex(string secret, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
}
