namespace Rollouts.Api.Tokens;

/// <summary>Why a token opens nothing. It is for the log: whoever came with the token is not told.</summary>
internal enum TokenRefusal
{
    Malformed,
    AlgorithmUnknown,
    ExtensionUnknown,
    WrongType,
    KeyUnknown,
    SignatureWrong,
    WrongIssuer,
    WrongAudience,
    WrongParty,
    WithoutSubject,
    WithoutEnd,
    Expired,
    NotYetValid,
    WrongNonce,
}
