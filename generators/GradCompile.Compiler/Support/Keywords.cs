using System.Collections.Generic;

namespace GradCompile.Compiler;

/// <summary>Words of C# that a name cannot be, or should not be, without <c>@</c>.</summary>
internal static class Keywords
{
    private static readonly HashSet<string> Words =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default", "delegate",
        "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in",
        "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out", "override", "params", "private",
        "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this",
        "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",

        // Contextual keywords that a type cannot be called without @, or that newer compilers take for themselves.
        "file", "record", "required", "scoped", "var", "dynamic", "nint", "nuint", "notnull", "unmanaged", "where", "field", "extension", "partial", "await", "allows",
    ];

    public static bool Contains(string word) => Words.Contains(word);
}
