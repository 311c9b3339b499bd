namespace GradCompile.Diagnoses.Report.Learning;
internal static class LearningReport { public static void Print(string folder, int networks, int seed, int parallel) { } }
