/** Version of the product, and of the language and judge; a bundle names both. */
export const toolName = 'plumbline'
export const toolVersion = '0.1.0'
export const engineVersion = '4'
