using System.Security.Cryptography;
using System.Text;
using Rollouts.Api.Tokens;

namespace Rollouts.Api.Tests.Tokens;

/// <summary>What a bearer token has to be, and every attack that RFC 8725 names as far as it concerns who only reads.</summary>
public sealed class TokenCheckTests : IDisposable
{
    private readonly Forge _forge = new();

    public void Dispose() => _forge.Dispose();

    [Fact]
    public void Good_ones_are_taken()
    {
        Assert.Equal("alice", Accepted(_forge.Rs256(Forge.Claims())).Text("sub"));
        Accepted(_forge.Es256(Forge.Claims()));
        Accepted(_forge.Es256(With("aud", new[] { "https://other.example", Forge.Audience })));
        Accepted(
            _forge.Es256(
                Forge.Claims(),
                new
                {
                    alg = "ES256",
                    kid = Forge.CurveId,
                    typ = "at+JWT",
                }
            )
        );
        Accepted(_forge.Es256(With("exp", Seconds(-30))));
        Accepted(_forge.Es256(With("nbf", Seconds(30))));
        Accepted(_forge.Es256(With("exp", Seconds(10) + 0.5)));
    }

    [Fact]
    public void One_that_names_no_key_is_tried_with_the_only_one_and_never_with_many()
    {
        var token = _forge.Rs256(Forge.Claims(), new { alg = "RS256" });

        Accepted(token);
        Refused(TokenRefusal.KeyUnknown, token, Forge.Keys(_forge.RsaKey("a"), _forge.RsaKey("b")));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("nOnE")]
    [InlineData("")]
    [InlineData("rs256")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    [InlineData("EdDSA")]
    public void An_algorithm_that_is_not_named_here_is_none(string algorithm)
    {
        var header = new { alg = algorithm, kid = Forge.RsaId };
        Refused(TokenRefusal.AlgorithmUnknown, Forge.Sign(header, Forge.Claims(), _ => []));
        Refused(TokenRefusal.AlgorithmUnknown, Forge.Sign(header, Forge.Claims(), _forge.SignRsa));
    }

    [Fact]
    public void A_public_key_is_no_shared_secret()
    {
        byte[][] secrets =
        [
            _forge.Rsa.ExportParameters(false).Modulus!,
            _forge.Rsa.ExportSubjectPublicKeyInfo(),
            Encoding.ASCII.GetBytes(_forge.Rsa.ExportSubjectPublicKeyInfoPem()),
            Encoding.ASCII.GetBytes(_forge.Rsa.ExportRSAPublicKeyPem() + "\n"),
            [],
        ];
        foreach (var secret in secrets)
        {
            Refused(
                TokenRefusal.AlgorithmUnknown,
                Forge.Sign(
                    new { alg = "HS256", kid = Forge.RsaId },
                    Forge.Claims(),
                    signed => HMACSHA256.HashData(secret, signed)
                )
            );
        }

        var shared = new Dictionary<string, object>(StringComparer.Ordinal) { ["kty"] = "oct", ["k"] = "AAAA" };
        Assert.Empty(KeySet.Read(Encoding.UTF8.GetBytes(Forge.Keys(shared)))!.Keys);
    }

    [Fact]
    public void A_key_is_used_with_its_own_algorithm_alone()
    {
        Refused(
            TokenRefusal.KeyUnknown,
            Forge.Sign(new { alg = "ES256", kid = Forge.RsaId }, Forge.Claims(), _forge.SignRsa)
        );
        Refused(
            TokenRefusal.KeyUnknown,
            Forge.Sign(new { alg = "RS256", kid = Forge.CurveId }, Forge.Claims(), _forge.SignCurve)
        );
    }

    [Fact]
    public void Nobody_else_can_sign_one()
    {
        using var thief = new Forge();
        Refused(TokenRefusal.SignatureWrong, thief.Rs256(Forge.Claims()));
        Refused(TokenRefusal.SignatureWrong, thief.Es256(Forge.Claims()));

        // A key that comes along with the token proves that it was made with that key, and nothing else.
        var brought = new
        {
            alg = "RS256",
            kid = Forge.RsaId,
            jwk = thief.RsaKey(),
            jku = "https://thief.example",
        };
        Refused(TokenRefusal.SignatureWrong, thief.Rs256(Forge.Claims(), brought));
        Refused(TokenRefusal.KeyUnknown, thief.Rs256(Forge.Claims(), new { alg = "RS256", kid = "thief" }));
        Refused(TokenRefusal.KeyUnknown, thief.Rs256(Forge.Claims(), new { alg = "RS256", kid = "../../dev/null" }));

        // r = s = 0, which a careless curve takes for anybody's signature.
        var header = new { alg = "ES256", kid = Forge.CurveId };
        Refused(TokenRefusal.SignatureWrong, Forge.Sign(header, Forge.Claims(), _ => new byte[64]));
        Refused(TokenRefusal.SignatureWrong, Forge.Sign(header, Forge.Claims(), _ => []));
    }

    [Fact]
    public void Nothing_in_one_can_be_changed()
    {
        var parts = _forge.Es256(Forge.Claims()).Split('.');
        var other = _forge.Es256(With("sub", "mallory")).Split('.');

        Refused(TokenRefusal.SignatureWrong, $"{parts[0]}.{other[1]}.{parts[2]}");
        var header = Forge.Encode(Encoding.ASCII.GetBytes("{\"kid\":\"ec-1\",\"alg\":\"ES256\"}"));
        Refused(TokenRefusal.SignatureWrong, $"{header}.{parts[1]}.{parts[2]}");
    }

    [Fact]
    public void It_is_made_out_to_this_service_by_this_provider_and_of_this_kind()
    {
        Refused(TokenRefusal.WrongAudience, _forge.Es256(With("aud", "https://other.example")));
        Refused(TokenRefusal.WrongAudience, _forge.Es256(With("aud", Forge.Audience + "/")));
        Refused(TokenRefusal.WrongAudience, _forge.Es256(With("aud", null)));
        Refused(TokenRefusal.WrongAudience, _forge.Es256(With("aud", new object[] { Forge.Audience, 1 })));
        Refused(TokenRefusal.WrongIssuer, _forge.Es256(With("iss", "https://id.example.com.evil.example")));
        Refused(TokenRefusal.WrongIssuer, _forge.Es256(With("iss", "https://ID.example.com")));
        Refused(TokenRefusal.WithoutSubject, _forge.Es256(With("sub", "")));
        foreach (var type in new[] { "logout+jwt", "secevent+jwt", "dpop+jwt", "" })
        {
            var header = new
            {
                alg = "ES256",
                kid = Forge.CurveId,
                typ = type,
            };
            Refused(TokenRefusal.WrongType, _forge.Es256(Forge.Claims(), header));
        }
    }

    [Fact]
    public void It_holds_for_a_time_and_says_so()
    {
        Refused(TokenRefusal.Expired, _forge.Es256(With("exp", Seconds(-60))));
        Refused(TokenRefusal.WithoutEnd, _forge.Es256(With("exp", null)));
        Refused(TokenRefusal.WithoutEnd, _forge.Es256(With("exp", "9999999999")));
        Refused(TokenRefusal.WithoutEnd, _forge.Es256(With("exp", 1e300)));
        Refused(TokenRefusal.WithoutEnd, _forge.Es256(With("exp", -1)));
        Refused(TokenRefusal.NotYetValid, _forge.Es256(With("nbf", Seconds(61))));
        Refused(TokenRefusal.NotYetValid, _forge.Es256(With("iat", Seconds(61))));
        Refused(TokenRefusal.NotYetValid, _forge.Es256(With("nbf", "soon")));
    }

    [Fact]
    public void What_has_to_be_understood_and_is_not_is_refused() =>
        Refused(
            TokenRefusal.ExtensionUnknown,
            _forge.Es256(
                Forge.Claims(),
                new
                {
                    alg = "ES256",
                    kid = Forge.CurveId,
                    crit = new[] { "b64" },
                    b64 = false,
                }
            )
        );

    [Fact]
    public void What_is_no_token_is_refused_without_a_word()
    {
        var good = _forge.Es256(Forge.Claims());
        var parts = good.Split('.');
        string[] wrong =
        [
            "",
            ".",
            "..",
            good + ".",
            good + ".AA.AA",
            good + "=",
            good + " ",
            $"{parts[0]}=.{parts[1]}.{parts[2]}",
            $"{parts[0]}.{parts[1]}\n.{parts[2]}",
            $"{parts[0]}.{parts[1]}.{parts[2]}\u00e4",
            $"AAAA.{parts[1]}.{parts[2]}",
            $"{parts[0]}.AAAA.{parts[2]}",
            _forge.Es256("[]"),
            _forge.Es256("{\"sub\":\"alice\",\"sub\":\"mallory\"}"),
            _forge.Es256(string.Concat(Enumerable.Repeat("{\"a\":", 60)) + "1" + new string('}', 60)),
            _forge.Es256(Forge.Claims(), "{\"alg\":\"none\",\"alg\":\"ES256\",\"kid\":\"ec-1\"}"),
            _forge.Es256(Forge.Claims(), "{\"alg\":[\"ES256\"],\"kid\":\"ec-1\"}"),
            _forge.Es256(With("more", new string('x', 20_000))),
        ];
        Assert.All(wrong, text => Refused(TokenRefusal.Malformed, text));
    }

    [Fact]
    public void An_id_token_answers_the_question_that_was_asked()
    {
        var rules = TokenRules.OfIdToken(Forge.Issuer, Forge.Audience, "n-1");
        var claims = With("nonce", "n-1");
        Assert.IsType<TokenVerdict.Accepted>(Check(_forge.Es256(claims), _forge.Keys(), rules));
        Assert.IsType<TokenVerdict.Accepted>(
            Check(_forge.Es256(With("azp", Forge.Audience, claims)), _forge.Keys(), rules)
        );

        RefusedBy(rules, TokenRefusal.WrongNonce, _forge.Es256(With("nonce", "n-2")));
        RefusedBy(rules, TokenRefusal.WrongNonce, _forge.Es256(Forge.Claims()));
        RefusedBy(rules, TokenRefusal.WrongParty, _forge.Es256(With("azp", "another", claims)));
        RefusedBy(rules, TokenRefusal.WrongParty, _forge.Es256(With("aud", new[] { Forge.Audience, "b" }, claims)));
        RefusedBy(
            rules,
            TokenRefusal.WrongType,
            _forge.Es256(
                claims,
                new
                {
                    alg = "ES256",
                    kid = Forge.CurveId,
                    typ = "at+jwt",
                }
            )
        );
    }

    private static Dictionary<string, object?> With(
        string name,
        object? value,
        Dictionary<string, object?>? claims = null
    ) => new(claims ?? Forge.Claims(), StringComparer.Ordinal) { [name] = value };

    private static double Seconds(int ahead) => Forge.Now.AddSeconds(ahead).ToUnixTimeSeconds();

    private Claims Accepted(string token) =>
        Assert
            .IsType<TokenVerdict.Accepted>(
                Check(token, _forge.Keys(), TokenRules.OfBearer(Forge.Issuer, Forge.Audience))
            )
            .Claims;

    private void Refused(TokenRefusal why, string token, string? keys = null) =>
        Assert.Equal(
            why,
            Assert
                .IsType<TokenVerdict.Refused>(
                    Check(token, keys ?? _forge.Keys(), TokenRules.OfBearer(Forge.Issuer, Forge.Audience))
                )
                .Why
        );

    private void RefusedBy(TokenRules rules, TokenRefusal why, string token) =>
        Assert.Equal(why, Assert.IsType<TokenVerdict.Refused>(Check(token, _forge.Keys(), rules)).Why);

    private static TokenVerdict Check(string token, string keys, TokenRules rules) =>
        TokenCheck.Check(Jwt.Parse(token), KeySet.Read(Encoding.UTF8.GetBytes(keys))!, rules, Forge.Now);
}
