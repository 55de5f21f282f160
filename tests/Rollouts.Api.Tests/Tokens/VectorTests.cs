using System.Text;
using Rollouts.Api.Tokens;

namespace Rollouts.Api.Tests.Tokens;

/// <summary>The signatures that RFC 7515 shows in its appendices A.2 and A.3, and the same with one letter changed.</summary>
public sealed class VectorTests
{
    private const string Payload =
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

    private const string RsaKey = """
        {"keys":[{"kty":"RSA","e":"AQAB","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"}]}
        """;

    private const string RsaSignature =
        "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t"
        + "1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jz"
        + "DwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe"
        + "77Rw";

    private const string CurveKey = """
        {"keys":[{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}
        """;

    private const string CurveSignature =
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    [Theory]
    [InlineData("eyJhbGciOiJSUzI1NiJ9", RsaKey, RsaSignature)]
    [InlineData("eyJhbGciOiJFUzI1NiJ9", CurveKey, CurveSignature)]
    public void Hold_and_break_with_any_letter(string header, string keys, string signature)
    {
        Assert.True(Holds(header, Payload, signature, keys));
        Assert.False(Holds(header, Payload.Replace("MDA4", "MDA5", StringComparison.Ordinal), signature, keys));
        Assert.False(Holds(header, Payload, (signature[0] == 'A' ? "B" : "A") + signature[1..], keys));
        Assert.False(Holds(header, Payload, signature[4..], keys));
        Assert.False(Holds(header, Payload, "", keys));
        Assert.False(Holds(header, Payload, Forge.Encode(new byte[64]), keys));
    }

    private static bool Holds(string header, string payload, string signature, string keys)
    {
        var token = Jwt.Parse($"{header}.{payload}.{signature}")!;
        var key = Assert.Single(KeySet.Read(Encoding.UTF8.GetBytes(keys))!.For(token));
        return key.Verifies(token.Signed.Span, token.Signature.Span);
    }
}
