/** Why an image is not linked, without the name of the image before it, which stands elsewhere: `the image names no commit`. */
export function reasonOf(why: string | null | undefined): string | undefined {
  return why?.replace(/^[^\s]+[/:@][^\s]*: /, '') || undefined;
}
