using System.Security.Cryptography;
using System.Text;
using Rollouts.Api.Tokens;

namespace Rollouts.Api.Tests.Tokens;

/// <summary>Which of a provider's keys are good for checking tokens.</summary>
public sealed class KeySetTests : IDisposable
{
    private readonly Forge _forge = new();

    public void Dispose() => _forge.Dispose();

    [Theory]
    [InlineData("use", "enc", false)]
    [InlineData("use", "sig", true)]
    [InlineData("alg", "RS256", true)]
    [InlineData("alg", "RS512", false)]
    [InlineData("alg", "RSA-OAEP", false)]
    [InlineData("alg", "HS256", false)]
    [InlineData("kty", "oct", false)]
    [InlineData("kty", "rsa", false)]
    [InlineData("n", "", false)]
    [InlineData("n", "AQAB", false)]
    [InlineData("e", "", false)]
    [InlineData("e", "A Q A B", false)]
    public void A_key_that_is_for_something_else_is_none(string name, string value, bool isGood)
    {
        var key = _forge.RsaKey();
        key[name] = value;

        Assert.Equal(isGood ? 1 : 0, Read(key).Count);
    }

    [Fact]
    public void A_key_says_what_may_be_done_with_it()
    {
        foreach (var (operations, isGood) in new[] { ("verify", true), ("encrypt", false), ("sign", false) })
        {
            var key = _forge.CurveKey();
            key["key_ops"] = new[] { operations };
            Assert.Equal(isGood ? 1 : 0, Read(key).Count);
        }
    }

    [Fact]
    public void Weak_keys_and_other_curves_are_none()
    {
        using var weak = RSA.Create(1024);
        var short1024 = _forge.RsaKey();
        short1024["n"] = Forge.Encode(weak.ExportParameters(false).Modulus!);
        var other = _forge.CurveKey();
        other["crv"] = "P-384";
        var cut = _forge.CurveKey();
        cut["x"] = Forge.Encode(new byte[31]);

        Assert.Empty(Read(short1024, other, cut));
    }

    [Fact]
    public void A_point_beside_its_curve_verifies_nothing()
    {
        var beside = _forge.CurveKey();
        beside["x"] = Forge.Encode([.. Enumerable.Repeat((byte)7, 32)]);

        Assert.All(Read(beside), key => Assert.False(key.Verifies([1], new byte[64])));
    }

    [Fact]
    public void Keys_that_nobody_knows_lie_beside_good_ones() =>
        Assert.Single(
            KeySet
                .Read(
                    Encoding.UTF8.GetBytes(
                        Forge.Keys(
                            new
                            {
                                kty = "OKP",
                                crv = "Ed25519",
                                x = "AA",
                            },
                            1,
                            new { },
                            _forge.CurveKey()
                        )
                    )
                )!
                .Keys
        );

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"keys\":{}}")]
    [InlineData("<html>")]
    public void What_is_no_set_of_keys_is_none(string text) => Assert.Null(KeySet.Read(Encoding.UTF8.GetBytes(text)));

    private static ValueList<VerifyingKey> Read(params object[] keys) =>
        KeySet.Read(Encoding.UTF8.GetBytes(Forge.Keys(keys)))!.Keys;
}
